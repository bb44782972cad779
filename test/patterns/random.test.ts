import { checkMatch } from "../../src/patterns";
import type { TypedPattern } from "../../src/types/typed";
import { arms, types } from "./harness";

/**
 * Random matches over a type with few enough values to try them all: what is said about missing cases, useless arms and
 * useless alternatives is held against looking.
 */
type Value = { readonly head: string; readonly args: readonly Value[] };

const atom = (head: string): Value => ({ head, args: [] });
const bools = ["true", "false"].map(atom);
const options: Value[] = [atom("None"), ...bools.map((value) => ({ head: "Some", args: [value] }))];
const lists: Value[] = [
  [],
  ...bools.map((a) => [a]),
  ...bools.flatMap((a) => bools.map((b) => [a, b])),
  // Longer lists look alike to patterns of two elements and a rest.
  ...bools.flatMap((a) => bools.map((b) => [a, b, bools[0]!])),
].map((args) => ({ head: "list", args }));
const values: Value[] = bools.flatMap((a) =>
  options.flatMap((b) => lists.map((c) => ({ head: "tuple", args: [a, b, c] }))),
);

/** Which alternatives a value goes through on its way into the pattern; undefined if it does not match. */
function path(pattern: TypedPattern, value: Value): TypedPattern[] | undefined {
  const all = (patterns: readonly TypedPattern[], args: readonly Value[]): TypedPattern[] | undefined => {
    const paths = patterns.map((inner, index) => path(inner, args[index]!));
    return paths.includes(undefined) ? undefined : paths.flatMap((inner) => inner!);
  };
  switch (pattern.kind) {
    case "bool":
      return value.head === `${pattern.value}` ? [] : undefined;
    case "constructor":
      return value.head === pattern.constructor_ ? all(pattern.arguments, value.args) : undefined;
    case "tuple":
      return all(pattern.items, value.args);
    case "list": {
      const { length } = pattern.items;
      const fits = pattern.rest ? value.args.length >= length : value.args.length === length;
      return fits ? all(pattern.items, value.args) : undefined;
    }
    case "alternatives":
      for (const option of pattern.options) {
        const found = path(option, value);
        if (found) return [option, ...found];
      }
      return undefined;
    default:
      return [];
  }
}

function generator(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomMatch(seed: number): string {
  const below = generator(seed);
  const pick = (choices: readonly (() => string)[]): string => choices[below(choices.length)]!();
  const either = (make: () => string) => () => `(${make()} | ${make()})`;
  const bool = (): string =>
    pick([() => "_", () => "true", () => "false", either(() => pick([() => "true", () => "false"]))]);
  const option = (): string =>
    pick([
      () => "_",
      () => "None",
      () => `Some(${bool()})`,
      either(() => pick([() => "None", () => `Some(${bool()})`])),
    ]);
  const list = (): string =>
    pick([
      () => "_",
      () => "[]",
      () => `[${bool()}]`,
      () => `[${bool()}, ..]`,
      () => `[${bool()}, ${bool()}]`,
      () => `[${bool()}, ${bool()}, ..]`,
      either(() => pick([() => "[]", () => `[${bool()}, ..]`])),
    ]);
  const lines = Array.from(
    { length: 1 + below(8) },
    () =>
      `${pick([() => "_", () => `(${bool()}, ${option()}, ${list()})`, () => `(${bool()}, ${option()}, ${list()})`])}${below(6) === 0 ? " if g" : ""}`,
  );
  return lines.join("\n");
}

const runs = 3_000;
const first = Number(process.env.LK_SEED ?? 1);

test(`${runs} random matches are judged as by trying every value (LK_SEED=${first})`, () => {
  for (let seed = first; seed < first + runs; seed++) {
    const text = randomMatch(seed);
    const { patterns } = arms(text);
    const result = checkMatch(patterns, types);
    const reached = new Set<number>();
    const used = new Set<TypedPattern>();
    const uncovered: Value[] = [];
    for (const value of values) {
      let covered = false;
      for (const [index, { pattern, guarded }] of patterns.entries()) {
        const found = path(pattern, value);
        if (!found) continue;
        reached.add(index);
        for (const option of found) used.add(option);
        if (!guarded) {
          covered = true;
          break;
        }
      }
      if (!covered) uncovered.push(value);
    }
    const useless = patterns.flatMap((_, index) => (reached.has(index) ? [] : [index]));
    const unused = result.uselessAlternatives.filter(({ alternative }) => used.has(alternative));
    const witnesses = result.missing.length === 0 ? [] : arms(result.missing.join("\n")).patterns;
    const wrong = witnesses.filter(({ pattern }) => !uncovered.some((value) => path(pattern, value)));
    expect({
      seed,
      text,
      complete: result.missing.length === 0,
      useless: result.uselessArms.map(({ arm }) => arm),
      unused,
      wrong,
    }).toEqual({ seed, text, complete: uncovered.length === 0, useless, unused: [], wrong: [] });
  }
});
