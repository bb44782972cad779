import type { Type, TypeDefinition } from "../../../src/types/typed";
import { compare } from "./order";
import { floatText } from "./text";
import { Data, Dict, none, some, Tuple, unit, type Value } from "./values";

/** The compact JSON form of a value of a type. */
export function encode(value: Value, type: Type, definitions: Definitions): string {
  const inner = (item: Value, of: Type): string => encode(item, of, definitions);
  if (type.kind === "tuple") {
    if (type.items.length === 0) return "null";
    return `[${(value as Tuple).items.map((item, index) => inner(item, type.items[index] as Type)).join(",")}]`;
  }
  if (type.kind !== "named") throw new Error("no data");
  const [first, second] = type.arguments as [Type, Type];
  switch (type.name.name) {
    case "Int": {
      const int = value as bigint;
      const safe = int <= 9007199254740991n && int >= -9007199254740991n;
      return safe ? String(int) : `"${int}"`;
    }
    case "Float":
      return Number.isFinite(value) ? floatText(value as number) : `"${floatText(value as number)}"`;
    case "Bool":
      return String(value);
    case "String":
      return JSON.stringify(value);
    case "List":
      return `[${(value as Value[]).map((item) => inner(item, first)).join(",")}]`;
    case "Option": {
      const data = value as Data;
      if (!nullable(first)) return data.rank === 0 ? "null" : inner(data.get(0), first);
      return data.rank === 0 ? '"None"' : `{"type":"Some","value":${inner(data.get(0), first)}}`;
    }
    case "Result": {
      const data = value as Data;
      return data.rank === 0
        ? `{"type":"Ok","value":${inner(data.get(0), first)}}`
        : `{"type":"Error","error":${inner(data.get(0), second)}}`;
    }
    case "Dict": {
      const pairs = (value as Dict).pairs;
      if (asObject(first, definitions)) {
        const key = (item: Value): string =>
          item instanceof Data ? `"${item.constructor_}"` : inner(item, first);
        return `{${pairs.map(([name, item]) => `${key(name)}:${inner(item, second)}`).join(",")}}`;
      }
      return `[${pairs.map(([name, item]) => `[${inner(name, first)},${inner(item, second)}]`).join(",")}]`;
    }
  }
  const data = value as Data;
  const fields = fieldTypes(type, data.constructor_, definitions);
  const parts = data.fields.map(
    (field, index) => `"${field.name}":${inner(field.value, fields[index]!.type)}`,
  );
  if (!data.sum) return `{${parts.join(",")}}`;
  if (parts.length === 0) return `"${data.constructor_}"`;
  return `{${[`"type":"${data.constructor_}"`, ...parts].join(",")}}`;
}

/** Reads JSON text of a type; the kit makes only texts that fit. */
export function decode(json: unknown, type: Type, definitions: Definitions): Value {
  const inner = (item: unknown, of: Type): Value => decode(item, of, definitions);
  if (type.kind === "tuple") {
    if (type.items.length === 0) return unit;
    return new Tuple((json as unknown[]).map((item, index) => inner(item, type.items[index] as Type)));
  }
  if (type.kind !== "named") throw new Error("no data");
  const [first, second] = type.arguments as [Type, Type];
  switch (type.name.name) {
    case "Int":
      return BigInt(json as number | string);
    case "Float":
      return Number(json);
    case "Bool":
    case "String":
      return json as boolean | string;
    case "List":
      return (json as unknown[]).map((item) => inner(item, first));
    case "Option":
      if (!nullable(first)) return json === null ? none : some(inner(json, first));
      return json === "None" ? none : some(inner((json as { value: unknown }).value, first));
    case "Dict": {
      const pairs = Array.isArray(json) ? (json as [unknown, unknown][]) : Object.entries(json as object);
      return dictOf(pairs.map(([key, item]) => [inner(key, first), inner(item, second)] as const));
    }
  }
  const name = typeof json === "string" ? json : ((json as { type?: string }).type ?? type.name.name);
  const definition = definitions(type);
  const sum = type.name.name === "Result" || definition.form === "sum";
  const variant = definition.constructors.find((each) => each.name === (sum ? name : type.name.name))!;
  const rank = definition.constructors.indexOf(variant);
  const fields = fieldTypes(type, variant.name, definitions).map((field) => {
    const value = (json as Record<string, unknown>)[field.name];
    return { name: field.name, value: inner(value ?? null, field.type) };
  });
  return new Data(variant.name, rank, fields, sum);
}

/** Finds the declaration of a record or sum. */
export type Definitions = (type: Type) => TypeDefinition;

export function dictOf(pairs: readonly (readonly [Value, Value])[]): Dict {
  const result: (readonly [Value, Value])[] = [];
  for (const pair of pairs) {
    const at = result.findIndex(([key]) => compare(key, pair[0], true) === 0);
    if (at >= 0) result[at] = pair;
    else result.push(pair);
  }
  return new Dict(result.sort(([a], [b]) => compare(a, b, true) as number));
}

function nullable(type: Type): boolean {
  if (type.kind === "tuple") return type.items.length === 0;
  return type.kind === "named" && (type.name.name === "Option" || type.name.name === "Json");
}

function asObject(type: Type, definitions: Definitions): boolean {
  if (type.kind !== "named") return false;
  if (type.name.name === "String") return true;
  if (["Int", "Float", "Bool", "List", "Dict", "Option", "Result", "Bytes", "Json"].includes(type.name.name))
    return false;
  const definition = definitions(type);
  return definition.form === "sum" && definition.constructors.every((each) => each.fields.length === 0);
}

function fieldTypes(
  type: Type,
  variant: string,
  definitions: Definitions,
): readonly { name: string; type: Type }[] {
  if (type.kind !== "named") throw new Error("no data");
  const definition = definitions(type);
  const known = new Map(definition.parameters.map((name, index) => [name, type.arguments[index] as Type]));
  return definition.constructors
    .find((each) => each.name === variant)!
    .fields.map((field) => ({ name: field.name, type: substitute(field.type, known) }));
}

export function substitute(type: Type, known: ReadonlyMap<string, Type>): Type {
  switch (type.kind) {
    case "variable":
      return known.get(type.name) ?? type;
    case "named":
      return { ...type, arguments: type.arguments.map((each) => substitute(each, known)) };
    case "tuple":
      return { ...type, items: type.items.map((each) => substitute(each, known)) };
    case "function":
      return {
        ...type,
        parameters: type.parameters.map((each) => substitute(each, known)),
        result: substitute(type.result, known),
      };
  }
}
