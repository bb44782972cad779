import type { TypedExpression, TypedFunction } from "../../types/typed.js";
import type { PythonFile } from "./file.js";
import type { Scope } from "./scope.js";
import { call, type Python, type Statement, text } from "./syntax.js";

/** Where a value goes: out of the function, into a variable, or nowhere. `wrap` are classes around it, the first outermost. */
export type Destination =
  | { readonly kind: "return"; readonly wrap: readonly string[]; readonly tail: boolean }
  /** `leave`: the assignment is followed by `break`, so that nothing after it runs. */
  | {
      readonly kind: "assign";
      readonly name: string;
      readonly annotation: string;
      readonly wrap: readonly string[];
      readonly leave: boolean;
    }
  | { readonly kind: "discard" };

export const returned: Destination = { kind: "return", wrap: [], tail: true };
export const discarded: Destination = { kind: "discard" };

/** The body of one Python function while it is made: where statements go, and what they may refer to. */
export class Body {
  statements: Statement[] = [];
  /** Nothing after the last statement runs. */
  ended = false;
  /** How many blocks, and how many `try` among them, are around. */
  depth = 0;
  tries = 0;

  constructor(
    readonly file: PythonFile,
    readonly scope: Scope,
    /** Ids of the locals that something refers to. */
    readonly used: ReadonlySet<number>,
    /** The function whose tail calls are rounds of its loop. */
    readonly loop: TypedFunction | undefined,
    /** A lambda made here may outlive the values of the names that it refers to. */
    readonly looping: boolean,
    /** Functions that parts of this one became, for Python's limits of nesting, called like it. */
    readonly parts: { readonly name: string; readonly made: Statement[] },
  ) {}

  push(statement: Statement): void {
    if (!this.ended) this.statements.push(statement);
  }

  /** Adds `head value` as a statement, on the line of what in it can fail. */
  say(head: string, value: Python | undefined, line: number | undefined): void {
    this.push(value ? { kind: "simple", head, value, line } : { kind: "simple", head, line });
  }

  /** The statements that `make` adds, as a block of their own, so many levels deeper. */
  block(make: () => void, levels = 1): { statements: Statement[]; ended: boolean } {
    const { statements, ended } = this;
    this.statements = [];
    this.ended = false;
    this.depth += levels;
    this.scope.inside(make);
    this.depth -= levels;
    const result = { statements: this.statements, ended: this.ended };
    this.statements = statements;
    this.ended = ended;
    return result;
  }

  /** The body of a function within this one, with the names of this one in sight. */
  nested(looping: boolean): Body {
    const body = new Body(this.file, this.scope, this.used, undefined, looping, this.parts);
    body.depth = this.depth + 1;
    return body;
  }
}

/** A value within calls of classes, the first of them outermost. */
export function wrapped(value: Python, wrap: readonly string[]): Python {
  return wrap.reduceRight((inner, name) => {
    return call(text(name), [{ name: undefined, value: inner }], { line: undefined, movable: true });
  }, value);
}

/** Sends a value where it goes. */
export function deliver(body: Body, value: Python, destination: Destination, source: TypedExpression): void {
  const line = value.line ?? source.line;
  if (destination.kind === "discard") {
    if (!value.movable) body.say("", value, line);
    return;
  }
  const whole = wrapped(value, destination.wrap);
  if (destination.kind === "return") {
    body.say("return ", whole, line);
    body.ended = true;
    return;
  }
  const { name, annotation } = destination;
  const typed = annotation && body.scope.annotate(name) ? `${name}: ${annotation}` : name;
  body.say(`${typed} = `, whole, line);
  if (destination.leave) {
    body.say("break", undefined, undefined);
    body.ended = true;
  }
}
