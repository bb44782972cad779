import { build } from "../tree/index.js";
import type { Type, TypedExpression } from "../types/typed.js";
import type { Builder } from "./builder.js";
import type { FanOutCall } from "./fanout.js";
import { libraryCall } from "./library.js";

/** Names of the gathered lists of which something else is made. */
export const gatheredNames: Readonly<Record<string, string>> = {
  filter: "flags",
  filter_map: "found",
  flat_map: "lists",
  map_values: "values",
};

/** The list that a fan-out goes over, bound: for `index_map` and `map_values` that of pairs. */
export function scattered(builder: Builder, call: FanOutCall, given: TypedExpression): TypedExpression {
  const { program } = builder.declaration;
  switch (call.callee.name.name) {
    case "index_map": {
      const pairs = libraryCall(program, "list", "index_map", [given, pairing(builder, given)], call);
      return builder.bind(pairs, builder.made("pairs", pairs.type));
    }
    case "map_values": {
      const entries = libraryCall(program, "dict", "to_list", [given], call);
      return builder.bind(entries, builder.made("entries", entries.type));
    }
    default:
      return builder.bind(given);
  }
}

/** What the call gives, made of the list that the map gathered. */
export function gathered(
  builder: Builder,
  call: FanOutCall,
  over: TypedExpression,
  mapped: TypedExpression,
): TypedExpression {
  const { program } = builder.declaration;
  switch (call.callee.name.name) {
    case "filter": {
      const pairs = libraryCall(program, "list", "zip", [over, mapped], call);
      return libraryCall(program, "list", "filter_map", [pairs, keeping(builder, over)], call);
    }
    case "filter_map":
      return libraryCall(program, "list", "filter_map", [mapped, itself(builder, mapped)], call);
    case "flat_map":
      return libraryCall(program, "list", "flatten", [mapped], call);
    case "map_values": {
      const keys = libraryCall(program, "list", "map", [over, firstOf(builder, over)], call);
      const pairs = libraryCall(program, "list", "zip", [keys, mapped], call);
      return libraryCall(program, "dict", "from_list", [pairs], call);
    }
    default:
      return mapped;
  }
}

/** `fn(index, item) { (index, item) }` */
function pairing(builder: Builder, list: TypedExpression): TypedExpression {
  const index = builder.declaration.local("index", build.named("Int"));
  const item = builder.declaration.local("item", itemType(list));
  const pair = build.tuple([build.local(index, list), build.local(item, list)], list);
  return build.lambda([build.variable(index, list), build.variable(item, list)], pair);
}

/** `fn((item, keep)) { if keep { Some(item) } else { None } }` */
function keeping(builder: Builder, list: TypedExpression): TypedExpression {
  const item = builder.declaration.local("item", itemType(list));
  const keep = builder.declaration.local("keep", build.bool);
  const type = build.named("Option", item.type);
  const pair: Type = { kind: "tuple", items: [item.type, build.bool] };
  const { span, line } = list;
  const body: TypedExpression = {
    kind: "if",
    condition: build.local(keep, list),
    // biome-ignore lint/suspicious/noThenProperty: the branches of an `if` are called so.
    then: build.construct(type, "Some", build.local(item, list), list),
    otherwise: build.construct(type, "None", undefined, list),
    type,
    span,
    line,
  };
  const items = [build.variable(item, list), build.variable(keep, list)];
  return build.lambda([{ kind: "tuple", items, type: pair, span }], body);
}

/** `fn(item) { item }` */
function itself(builder: Builder, list: TypedExpression): TypedExpression {
  const item = builder.declaration.local("item", itemType(list));
  return build.lambda([build.variable(item, list)], build.local(item, list));
}

/** `fn((key, _)) { key }` */
function firstOf(builder: Builder, pairs: TypedExpression): TypedExpression {
  const type = itemType(pairs);
  const [first, second] = type.kind === "tuple" ? type.items : [];
  if (!first || !second) throw new Error("the elements of a dictionary are no pairs");
  const key = builder.declaration.local("key", first);
  const { span } = pairs;
  const items = [build.variable(key, pairs), { kind: "wildcard", type: second, span } as const];
  return build.lambda([{ kind: "tuple", items, type, span }], build.local(key, pairs));
}

function itemType(list: TypedExpression): Type {
  const [item] = list.type.kind === "named" ? list.type.arguments : [];
  if (!item) throw new Error("a fan-out over what is no list");
  return item;
}
