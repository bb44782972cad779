import type { QualifiedName, TypedExpression } from "../types/typed.js";

/** Names of one space, as of the generated functions of a file: none of them that of a declaration. */
export class Names {
  private readonly taken = new Set<string>();
  /** For a name the number that is tried next: all before are taken, and stay so. */
  private readonly next = new Map<string, number>();

  /** @param declared names that stay free for the declarations of the program; shared by the files, so it is not copied */
  constructor(private readonly declared: ReadonlySet<string>) {}

  /** The name itself, or the name with the first number from 2 that makes it new. */
  take(name: string): string {
    const free = this.free(name);
    this.note(free);
    return free;
  }

  /** A name is taken from now on. */
  note(name: string): void {
    this.taken.add(name);
  }

  /** The name that `take` would give. */
  free(name: string): string {
    let number = this.next.get(name) ?? 1;
    let free = numbered(name, number);
    while (this.taken.has(free) || this.declared.has(free)) free = numbered(name, ++number);
    this.next.set(name, number);
    return free;
  }
}

/** `price`, `price_2`, `price_3`, … */
function numbered(name: string, number: number): string {
  return number === 1 ? name : `${name}_${number}`;
}

/** A name for a value that has none in the program, after what it is. */
export function nameFor(expression: TypedExpression): string {
  switch (expression.kind) {
    case "local":
      return bare(expression.name);
    case "field":
      return bare(snake(expression.field));
    case "constant":
      return bare(expression.name.name);
    case "call":
    case "partial":
      return expression.callee.kind === "function" ? nameOfResult(expression.callee.name) : "result";
    case "construct":
    case "constructor":
    case "update":
      return snake(expression.constructor_);
    case "block":
      return nameFor(expression.result);
    case "int":
    case "float":
      return "number";
    case "string":
    case "interpolation":
      return "text";
    case "bool":
      return "truth";
    case "list":
      return "items";
    case "tuple":
      return expression.items.length === 2 ? "pair" : expression.items.length === 0 ? "nothing" : "tuple";
    case "attempt":
      return "attempt";
    case "fail":
      return "failure";
    case "if":
    case "match":
      return "choice";
    default:
      return "value";
  }
}

/** What the library's verbs make of their subject. */
const results: Readonly<Record<string, string>> = {
  map: "mapped",
  index_map: "mapped",
  map_values: "mapped",
  filter: "kept",
  filter_map: "kept",
  flat_map: "joined",
  flatten: "joined",
  fold: "folded",
  sort: "ordered",
  sort_by: "ordered",
  zip: "pairs",
  to_list: "entries",
  from_list: "entries",
};

function nameOfResult({ module, name }: QualifiedName): string {
  const known = ["list", "dict", "option", "result"].includes(module) && Object.hasOwn(results, name);
  return bare((known && results[name]) || name);
}

/** Without the `_` that says "unused on purpose". */
export function bare(name: string): string {
  return name.replace(/^_+/, "") || "value";
}

function snake(name: string): string {
  return name.replace(/[A-Z]+/g, (capitals, at: number) => `${at > 0 ? "_" : ""}${capitals.toLowerCase()}`);
}
