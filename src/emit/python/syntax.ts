/**
 * The Python that the emitter makes: expressions and statements that know which `.lk` line they stand for. A line of a Python
 * file stands for one `.lk` line at most, so an expression that spans several is laid out one argument a line.
 */

/** Precedence of Python's operators, loosest first. */
export enum Level {
  Lambda,
  Conditional,
  Or,
  And,
  Not,
  Comparison,
  Sum,
  Product,
  Unary,
  Atom,
}

export type Form =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "call"; readonly callee: Python; readonly arguments: readonly Argument[] }
  /** `bare` is a tuple without its parentheses. */
  | { readonly kind: "list" | "tuple" | "bare"; readonly items: readonly Python[] }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Python; readonly right: Python }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Python }
  | {
      readonly kind: "conditional";
      readonly condition: Python;
      readonly then: Python;
      readonly otherwise: Python;
    }
  | { readonly kind: "attribute"; readonly target: Python; readonly name: string }
  | { readonly kind: "lambda"; readonly parameters: string; readonly body: Python };

export interface Argument {
  readonly name: string | undefined;
  readonly value: Python;
}

export interface Python {
  readonly form: Form;
  readonly level: Level;
  /** The `.lk` line of what can fail where it starts; undefined where nothing can. */
  readonly line: number | undefined;
  /** It stands for several `.lk` lines, so its brackets are laid out one item a line. */
  readonly spread: boolean;
  /** It cannot fail and has no effects, so other code may run before it. */
  readonly movable: boolean;
  readonly depth: number;
}

export type Statement =
  /** `head value`, or `head` alone. */
  | {
      readonly kind: "simple";
      readonly head: string;
      readonly value?: Python;
      readonly line?: number | undefined;
    }
  | {
      readonly kind: "block";
      readonly head: string;
      readonly value?: Python;
      readonly line?: number | undefined;
      readonly body: readonly Statement[];
    }
  /** A function. */
  | {
      readonly kind: "def";
      readonly name: string;
      readonly parameters: readonly string[];
      readonly result: string;
      readonly doc?: string | undefined;
      readonly body: readonly Statement[];
    };

/** An expression that stands as written; it cannot fail. */
export function text(source: string, level = Level.Atom): Python {
  return {
    form: { kind: "text", text: source },
    level,
    line: undefined,
    spread: false,
    movable: true,
    depth: 1,
  };
}

interface Facts {
  /** Line of the operation itself where it can fail. */
  readonly line: number | undefined;
  readonly movable: boolean;
}

function make(
  form: Form,
  level: Level,
  parts: readonly Python[],
  line: number | undefined,
  spread: boolean,
  movable: boolean,
): Python {
  let depth = 0;
  for (const part of parts) depth = Math.max(depth, part.depth);
  return {
    form,
    level,
    line,
    spread,
    movable: movable && parts.every((part) => part.movable),
    depth: depth + 1,
  };
}

/** The one line of several expressions that share a line of Python. */
function shared(parts: readonly Python[], own: number | undefined): number | undefined {
  return own ?? parts.find((part) => part.line !== undefined)?.line;
}

export function call(callee: Python, values: readonly Argument[], facts: Facts): Python {
  const parts = values.map((argument) => argument.value);
  const line = facts.line ?? callee.line ?? parts.find((part) => part.line !== undefined)?.line;
  const spread = parts.some((part) => part.spread || (part.line !== undefined && part.line !== line));
  return make(
    { kind: "call", callee, arguments: values },
    Level.Atom,
    [callee, ...parts],
    line,
    spread,
    facts.movable,
  );
}

export function sequence(kind: "list" | "tuple" | "bare", items: readonly Python[]): Python {
  const first = items.find((item) => item.line !== undefined)?.line;
  const spread = items.some((item) => item.spread || (item.line !== undefined && item.line !== first));
  return make({ kind, items }, Level.Atom, items, spread ? undefined : first, spread, true);
}

export function binary(operator: string, level: Level, left: Python, right: Python, facts: Facts): Python {
  const parts = [left, right];
  return make(
    { kind: "binary", operator, left, right },
    level,
    parts,
    shared(parts, facts.line),
    false,
    facts.movable,
  );
}

export function unary(operator: string, operand: Python): Python {
  const level = operator === "not " ? Level.Not : Level.Unary;
  return make({ kind: "unary", operator, operand }, level, [operand], operand.line, false, true);
}

export function conditional(condition: Python, then: Python, otherwise: Python): Python {
  const parts = [condition, then, otherwise];
  return make(
    { kind: "conditional", condition, then, otherwise },
    Level.Conditional,
    parts,
    shared(parts, undefined),
    false,
    true,
  );
}

export function attribute(target: Python, name: string): Python {
  return make({ kind: "attribute", target, name }, Level.Atom, [target], target.line, target.spread, true);
}

/** Making a lambda cannot fail; its line is that of what it does when it is called. */
export function lambda(parameters: string, body: Python): Python {
  return {
    ...make({ kind: "lambda", parameters, body }, Level.Lambda, [body], body.line, false, true),
    movable: true,
  };
}
