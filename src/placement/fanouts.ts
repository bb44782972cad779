import type { QualifiedName } from "../types/typed.js";

/** What a fan-out lowers to: `map` scatters and gathers, `fold` is a chain, `choose` a branch over a constructor. */
export interface FanOut {
  readonly graph: "map" | "fold" | "choose";
  /** Place of the parameter that is the function. */
  readonly function: number;
}

const map: FanOut = { graph: "map", function: 1 };
const choose: FanOut = { graph: "choose", function: 1 };

const table: Readonly<Record<string, FanOut>> = {
  "list.map": map,
  "list.index_map": map,
  "list.filter": map,
  "list.filter_map": map,
  "list.flat_map": map,
  "dict.map_values": map,
  "list.fold": { graph: "fold", function: 2 },
  "option.map": choose,
  "option.then": choose,
  "result.map": choose,
  "result.then": choose,
};

/** The library's functions whose function may reach a node, for messages. */
export const fanOutNames: readonly string[] = Object.keys(table);

/** The fan-out of that name; undefined for other functions. */
export function fanOut({ module, name }: QualifiedName): FanOut | undefined {
  return Object.hasOwn(table, `${module}.${name}`) ? table[`${module}.${name}`] : undefined;
}
