import type { ResolvedType, TypeSymbol } from "../../names/index.js";
import { newWalk, prune, Term, type Ty } from "../core/type.js";
import { factsOf } from "./facts.js";

/** Why a type is no data: what it has that data has not, and where. Variables are not looked at. */
export function dataFault(type: Ty): string | undefined {
  const walk = newWalk();
  const stack: Ty[] = [type];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const at = prune(next);
    if (!(at instanceof Term) || at.mark === walk) continue;
    at.mark = walk;
    if (at.of.kind === "function") return "a function";
    const { symbol } = at.of;
    if (!symbol) {
      stack.push(...at.items);
      continue;
    }
    const { function: field, relevant } = factsOf(symbol);
    if (field !== undefined) return `a function in the field \`${field}\` of \`${symbol.name.name}\``;
    if (!isRegular(symbol)) return `\`${symbol.name.name}\` at other arguments in itself`;
    stack.push(...at.items.filter((_, index) => relevant[index]));
  }
  return undefined;
}

const regular = new WeakMap<TypeSymbol, boolean>();

/** Whether a type contains itself at its own parameters only. */
function isRegular(symbol: TypeSymbol): boolean {
  let known = regular.get(symbol);
  if (known === undefined) {
    const own: readonly ResolvedType[] = symbol.parameters.map((name) => ({
      kind: "variable",
      name,
      span: nowhere,
    }));
    known = symbol.parameters.length === 0 || !returnsChanged(symbol, symbol, own, new Set());
    regular.set(symbol, known);
  }
  return known;
}

const nowhere = { start: 0, end: 0 };

/** Whether a way of mentions leads from `at`, which has `items`, back to `start` at other arguments than its parameters. */
function returnsChanged(
  start: TypeSymbol,
  at: TypeSymbol,
  items: readonly ResolvedType[],
  way: Set<TypeSymbol>,
): boolean {
  way.add(at);
  const replace = (type: ResolvedType): ResolvedType => {
    switch (type.kind) {
      case "variable":
        return items[at.parameters.indexOf(type.name)] ?? type;
      case "named":
        return { ...type, arguments: type.arguments.map(replace) };
      case "tuple":
        return { ...type, items: type.items.map(replace) };
      default:
        return type;
    }
  };
  const visit = (type: ResolvedType): boolean => {
    if (type.kind === "tuple") return type.items.some(visit);
    if (type.kind !== "named") return false;
    if (type.arguments.some(visit)) return true;
    const given = type.arguments.map(replace);
    if (type.symbol === start)
      return given.some((one, index) => one.kind !== "variable" || one.name !== start.parameters[index]);
    return (
      !way.has(type.symbol) && type.symbol.form !== "opaque" && returnsChanged(start, type.symbol, given, way)
    );
  };
  const bodies = at.alias
    ? [at.alias]
    : at.constructors.flatMap((one) => one.fields.map((field) => field.type));
  return bodies.some(visit);
}
