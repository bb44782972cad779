import type { QualifiedName, TypedExpression, TypedFunction } from "../../../src/types/typed";

type Lookup = (name: QualifiedName) => TypedFunction | undefined;

/**
 * Which calls of pipelines take the place of their caller's frame (language reference, "Placement"): the last thing of the body of
 * a pipeline or of a fan-out's lambda, where every other step of that body is one that the call waits for.
 */
export function tailCalls(
  body: TypedExpression,
  lookup: Lookup,
  found = new Set<TypedExpression>(),
): Set<TypedExpression> {
  new Body(lookup, found).tail(body, new Map());
  return found;
}

/** A step, known by its expression. */
type Steps = ReadonlySet<TypedExpression>;

const nothing: Steps = new Set();

class Body {
  private readonly all = new Set<TypedExpression>();

  constructor(
    private readonly lookup: Lookup,
    private readonly found: Set<TypedExpression>,
  ) {}

  /** `expression` stands in tail position; `from` has the steps that each local waits for. */
  tail(expression: TypedExpression, from: ReadonlyMap<number, Steps>): void {
    if (expression.kind === "block") this.tail(expression.result, this.statements(expression, from));
    else if (isChoose(expression, this.lookup)) this.choose(expression, from);
    else if (expression.kind === "call" && isPipelineCall(expression, this.lookup)) {
      const waits = this.several(ownParts(expression, this.lookup), from);
      if (this.isAll(waits)) this.found.add(expression);
    } else this.waits(expression, from);
  }

  /** Branches of a tail choose are bodies of their own whose last calls may be tail calls too. */
  private choose(expression: TypedExpression, from: ReadonlyMap<number, Steps>): void {
    const conditions = ownParts(expression, this.lookup);
    const branches = children(expression).filter((part) => !conditions.includes(part));
    const waits = new Set(this.several(conditions, from));
    for (const branch of branches) for (const step of free(branch, from)) waits.add(step);
    const last = this.isAll(waits);
    for (const branch of branches) {
      const body = new Body(this.lookup, this.found);
      if (last) body.tail(branch, new Map());
      else body.waits(branch, new Map());
    }
    this.all.add(expression);
  }

  private isAll(waits: Steps): boolean {
    return [...this.all].every((step) => waits.has(step));
  }

  private statements(
    block: TypedExpression & { kind: "block" },
    outer: ReadonlyMap<number, Steps>,
  ): ReadonlyMap<number, Steps> {
    const from = new Map(outer);
    for (const statement of block.statements) {
      if (statement.kind === "expression") this.waits(statement.expression, from);
      else {
        const waits = this.waits(statement.value, from);
        for (const id of boundBy(statement.pattern)) from.set(id, waits);
      }
    }
    return from;
  }

  private several(expressions: readonly TypedExpression[], from: ReadonlyMap<number, Steps>): Steps {
    const waits = new Set<TypedExpression>();
    for (const each of expressions) for (const step of this.waits(each, from)) waits.add(step);
    return waits;
  }

  /** The steps that the value of an expression waits for; its own steps are added to `all`. */
  private waits(expression: TypedExpression, from: ReadonlyMap<number, Steps>): Steps {
    if (expression.kind === "local") return from.get(expression.id) ?? nothing;
    if (expression.kind === "block") return this.waits(expression.result, this.statements(expression, from));
    if (!reaches([expression], this.lookup)) return free(expression, from);
    const inner = this.several(ownParts(expression, this.lookup), from);
    const waits = new Set([...inner, ...free(expression, from)]);
    if (isStep(expression, this.lookup)) {
      this.bodies(expression);
      this.all.add(expression);
      waits.add(expression);
    }
    return waits;
  }

  /** Bodies that hang below a step: those of lambdas have frames, and so tail calls, of their own. */
  private bodies(expression: TypedExpression): void {
    const own = new Set(ownParts(expression, this.lookup));
    for (const child of children(expression)) {
      if (own.has(child)) continue;
      const body = new Body(this.lookup, this.found);
      if (child.kind === "lambda" && !isWrapped(expression)) body.tail(child.body, new Map());
      else if (child.kind === "lambda") body.waits(child.body, new Map());
      else body.waits(child, new Map());
    }
  }
}

function isPipelineCall(expression: TypedExpression & { kind: "call" }, lookup: Lookup): boolean {
  return expression.callee.kind === "function" && lookup(expression.callee.name)?.kind === "pipeline";
}

/** A branch with a call of a node or pipeline in it; others are glue. */
function isChoose(expression: TypedExpression, lookup: Lookup): boolean {
  switch (expression.kind) {
    case "if":
      return reaches([expression.then, expression.otherwise], lookup);
    case "match":
      return reaches(
        expression.arms.map((arm) => arm.body),
        lookup,
      );
    case "binary":
      return (
        (expression.operator === "&&" || expression.operator === "||") && reaches([expression.right], lookup)
      );
    default:
      return false;
  }
}

/** Calls of nodes and pipelines, fan-outs, chooses, and attempts with such calls in them. */
function isStep(expression: TypedExpression, lookup: Lookup): boolean {
  if (expression.kind === "attempt") return true;
  if (expression.kind !== "call") return isChoose(expression, lookup);
  const { callee } = expression;
  return (
    (callee.kind === "function" && lookup(callee.name)?.kind !== "fn") ||
    expression.arguments.some(
      ({ value }) => isBody(value, lookup) || (value.kind === "partial" && reaches([value], lookup)),
    )
  );
}

/** The parts that are evaluated in the same body, not in a nameless pipeline. */
function ownParts(expression: TypedExpression, lookup: Lookup): TypedExpression[] {
  switch (expression.kind) {
    case "if":
      return isChoose(expression, lookup) ? [expression.condition] : children(expression);
    case "match":
      return isChoose(expression, lookup) ? [expression.subject] : children(expression);
    case "binary":
      return isChoose(expression, lookup) ? [expression.left] : children(expression);
    case "attempt":
      return [];
    case "call":
      return children(expression).filter((part) => !isBody(part, lookup));
    case "partial":
      return expression.arguments.map((argument) => argument.value);
    default:
      return children(expression);
  }
}

/** `option.map` and `result.map` put a constructor around what their function gives, so it does not end there. */
function isWrapped(expression: TypedExpression): boolean {
  if (expression.kind !== "call" || expression.callee.kind !== "function") return false;
  const { module, name } = expression.callee.name;
  return name === "map" && (module === "option" || module === "result");
}

/** A lambda that reaches a node, or the name of one: the function of a fan-out. */
function isBody(expression: TypedExpression, lookup: Lookup): boolean {
  return (expression.kind === "lambda" || expression.kind === "function") && reaches([expression], lookup);
}

function free(expression: TypedExpression, from: ReadonlyMap<number, Steps>): Steps {
  const waits = new Set<TypedExpression>();
  walk(expression, (part) => {
    if (part.kind === "local") for (const step of from.get(part.id) ?? nothing) waits.add(step);
  });
  return waits;
}

/** Whether one of the expressions calls a node or a pipeline. */
export function reaches(expressions: readonly TypedExpression[], lookup: Lookup): boolean {
  let found = false;
  for (const expression of expressions) {
    walk(expression, (part) => {
      if (part.kind === "function" && (lookup(part.name)?.kind ?? "fn") !== "fn") found = true;
    });
  }
  return found;
}

function walk(expression: TypedExpression, visit: (part: TypedExpression) => void): void {
  visit(expression);
  for (const child of children(expression)) walk(child, visit);
}

/** The expressions right below one, in the order of evaluation. */
export function children(expression: TypedExpression): TypedExpression[] {
  const values = (items: readonly { readonly value: TypedExpression }[]) => items.map((item) => item.value);
  switch (expression.kind) {
    case "interpolation":
      return expression.parts.filter((part) => typeof part !== "string");
    case "construct":
      return values(expression.arguments);
    case "update":
      return [expression.record, ...values(expression.changes)];
    case "field":
      return [expression.record];
    case "call":
    case "partial":
      return [expression.callee, ...values(expression.arguments)];
    case "unary":
    case "try":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "list":
      return [...expression.items, ...(expression.rest ? [expression.rest] : [])];
    case "tuple":
      return [...expression.items];
    case "block":
      return [
        ...expression.statements.map((each) => (each.kind === "let" ? each.value : each.expression)),
        expression.result,
      ];
    case "if":
      return [expression.condition, expression.then, expression.otherwise];
    case "match":
      return [
        expression.subject,
        ...expression.arms.flatMap((arm) => (arm.guard ? [arm.guard, arm.body] : [arm.body])),
      ];
    case "lambda":
    case "attempt":
      return [expression.body];
    case "fail":
      return [expression.message];
    default:
      return [];
  }
}

function boundBy(pattern: import("../../../src/types/typed").TypedPattern): number[] {
  switch (pattern.kind) {
    case "variable":
      return [pattern.id];
    case "as":
      return [pattern.id, ...boundBy(pattern.pattern)];
    case "constructor":
      return pattern.arguments.flatMap(boundBy);
    case "tuple":
      return pattern.items.flatMap(boundBy);
    case "list":
      return [...pattern.items.flatMap(boundBy), ...(pattern.rest ? boundBy(pattern.rest) : [])];
    case "alternatives":
      return boundBy(pattern.options[0]!);
    default:
      return [];
  }
}
