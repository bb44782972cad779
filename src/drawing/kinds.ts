import type { BoxKind } from "./drawing.js";

/** What each kind of box is called, and what the legend says of it. */
export const KINDS: Readonly<
  Record<BoxKind, { readonly word: string; readonly legend: string | undefined }>
> = {
  start: { word: "start", legend: "start: the parameters" },
  call: { word: "call", legend: "call of a node" },
  pipeline: { word: "pipeline", legend: "call of a pipeline" },
  glue: { word: "glue", legend: "glue: evaluated on the way" },
  scatter: { word: "for each", legend: "fan-out: every element in parallel" },
  gather: { word: "gather", legend: undefined },
  chain: { word: "one by one", legend: "fold: one element after the other" },
  chained: { word: "folded", legend: undefined },
  choose: { word: "choose", legend: "choose: one branch is taken" },
  branch: { word: "branch", legend: undefined },
  branched: { word: "end of the branch", legend: undefined },
  merge: { word: "either", legend: undefined },
  attempt: { word: "attempt", legend: "attempt: a failure stops here" },
  attempted: { word: "attempted", legend: undefined },
  join: { word: "join", legend: "join: waits for all that come in" },
  return: { word: "return", legend: "return: the result" },
  node: { word: "node", legend: "node: a service" },
};
