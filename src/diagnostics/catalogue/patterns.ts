import { catalogue } from "../catalogue.js";

const many = "0, ".repeat(600);
const zeros = `[${many}..]`;
const one = `[${many}1, ..]`;

/** What is said about the patterns of `match`, `let` and parameters: LK40xx. */
export const patterns = catalogue({
  LK4001: {
    severity: "error",
    title: "match is not exhaustive",
    message: "No arm takes {cases}.",
    explanation:
      "The arms of a `match` cover every value of its subject. An arm with a guard covers nothing for certain, as the guard may be false. Strings and Ints have no end, so their matches need an arm for the rest: `_`.",
    example:
      "type Light { Red, Amber, Green }\n\nfn go(light: Light) -> Bool {\n  match light {\n    Red -> false\n    Green -> true\n  }\n}",
    repair:
      "type Light { Red, Amber, Green }\n\nfn go(light: Light) -> Bool {\n  match light {\n    Red | Amber -> false\n    Green -> true\n  }\n}",
  },
  LK4002: {
    severity: "warning",
    title: "useless arm",
    message: "Nothing comes to this arm: {cover} all its values.",
    explanation: "Arms are tried from the top. An arm whose values are all taken above it never runs.",
    example:
      'fn size(n: Int) -> String {\n  match n {\n    0 -> "none"\n    _ -> "some"\n    1 -> "one"\n  }\n}',
    repair:
      'fn size(n: Int) -> String {\n  match n {\n    0 -> "none"\n    1 -> "one"\n    _ -> "some"\n  }\n}',
  },
  LK4003: {
    severity: "warning",
    title: "useless alternative",
    message: "Nothing comes to the alternative `{alternative}`: {cover} all its values.",
    explanation:
      "The alternatives of a pattern are tried from the left, after the arms above. One whose values are all taken before never matches.",
    example: "fn small(n: Int) -> Bool {\n  match n {\n    0 | 1 | 0 -> true\n    _ -> false\n  }\n}",
    repair: "fn small(n: Int) -> Bool {\n  match n {\n    0 | 1 -> true\n    _ -> false\n  }\n}",
  },
  LK4004: {
    severity: "error",
    title: "match too complex",
    message: "This match has too many combinations to tell whether it covers every value.",
    explanation:
      "Whether arms cover every value can take time exponential in their number. Where it takes too long, a last arm that takes everything settles it; so does matching one part of the value first and the others within.",
    example: `fn zeros(xs: List(Int)) -> Bool {
  match xs {
    ${zeros} -> true
    ${one} -> false
    [] -> false
  }
}`,
    repair: `fn zeros(xs: List(Int)) -> Bool {
  match xs {
    ${zeros} -> true
    ${one} -> false
    _ -> false
  }
}`,
  },
  LK4005: {
    severity: "error",
    title: "pattern may not match",
    message: "The pattern of a {place} takes every value; this one {takes}.",
    explanation:
      "`let` and parameters have no second arm to go to, so their patterns take every value of their type: names, `_`, tuples, and constructors that are the only one of their type.",
    example: "fn first(xs: List(Int)) -> Int {\n  let [x, ..] = xs\n  x\n}",
    repair: "fn first(xs: List(Int)) -> Int {\n  match xs {\n    [x, ..] -> x\n    [] -> 0\n  }\n}",
  },
});
