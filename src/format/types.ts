import type { TypeNode } from "../syntax/index.js";
import { bracketed } from "./brackets.js";
import type { Context } from "./context.js";
import { type Doc, group } from "./doc.js";

/** A type as it is written in annotations; parentheses around a single type mean nothing and go. */
export function printType(f: Context, type: TypeNode): Doc {
  switch (type.kind) {
    case "named": {
      const { qualifier, name } = type;
      const head = qualifier
        ? [f.name(qualifier), f.comments.gap(name.span.start, " "), ".", name.text]
        : f.name(name);
      return type.arguments.length === 0 ? head : [head, printTypes(f, type.arguments, type.span.end - 1)];
    }
    case "variable":
      return f.name(type.name);
    case "function": {
      const gap = f.comments.gap(type.span.start);
      const last = type.parameters.at(-1)?.span.end ?? type.span.start + 2;
      const parameters = printTypes(f, type.parameters, f.behind(last, ")"));
      return [gap, "fn", parameters, " -> ", printType(f, type.result)];
    }
    case "tuple":
      return [f.comments.gap(type.span.start), printTypes(f, type.items, type.span.end - 1)];
    case "error":
      return f.leaf(type.span);
  }
}

function printTypes(f: Context, types: readonly TypeNode[], closeAt: number): Doc {
  const items = types.map((type) => ({
    start: type.span.start,
    lead: type.span.start,
    print: () => printType(f, type),
  }));
  return group(bracketed(f, { open: "(", close: ")", closeAt, items }));
}
