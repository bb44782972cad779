import type { Choices } from "../choices";
import type { Type, UserType } from "./types";

/** A declaration that expressions may call. `fuel`: its first parameter bounds its recursion, calls pass a small Int. */
export interface Signature {
  readonly name: string;
  readonly module: string;
  readonly kind: "fn" | "node" | "pipeline";
  readonly parameters: readonly { readonly name: string; readonly type: Type }[];
  readonly result: Type;
  readonly fuel: boolean;
}

/** What a program has so far. */
export interface World {
  readonly choices: Choices;
  readonly users: readonly UserType[];
  /** Types that expressions meet again and again, so that calls find arguments. */
  readonly pool: readonly Type[];
  readonly functions: Signature[];
  counter: number;
  /** Awkward names are given once. */
  readonly taken: Set<string>;
}

export interface Local {
  readonly name: string;
  readonly type: Type;
}

/** Where an expression stands. */
export interface Scope {
  readonly world: World;
  readonly module: string;
  readonly locals: readonly Local[];
  /** Nodes and pipelines may be called: the body of a pipeline, outside guards and local lambdas. */
  readonly nodes: boolean;
  /** Inside a pipeline's body, where `?` and lambdas in a `let` are not allowed. */
  readonly pipeline: boolean;
  /** Result of the fn, node or lambda around, which `?` leaves; undefined where `?` may not stand. */
  readonly returns: Type | undefined;
  /** No line break: inside `${}`. */
  readonly oneLine: boolean;
}

/** Names that mean something to Python, or to the code that is generated. */
const awkward = [
  ...[
    "class",
    "def",
    "lambda",
    "is",
    "not",
    "None_",
    "self",
    "print",
    "len",
    "value",
    "items",
    "str",
    "float_",
    "error",
  ],
  ...[
    "from",
    "with",
    "yield",
    "raise",
    "tuple",
    "sorted",
    "id",
    "key",
    "message",
    "object",
    "async",
    "case",
    "del",
  ],
].filter((name) => /^[a-z]/.test(name));

export function fresh(world: World, prefix: string): string {
  world.counter++;
  if (prefix.length === 1 && world.choices.chance(8)) {
    const name = world.choices.pick(awkward);
    if (!world.taken.has(name)) {
      world.taken.add(name);
      return name;
    }
  }
  return `${prefix}${world.counter}`;
}

export function withLocals(scope: Scope, ...locals: readonly Local[]): Scope {
  return { ...scope, locals: [...scope.locals, ...locals] };
}

/** For guards and for lambdas of library functions that are no fan-outs. */
export function local(scope: Scope): Scope {
  return { ...scope, nodes: false, returns: undefined };
}
