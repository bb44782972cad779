import type { Span } from "../../src/text/index.js";
import type { Chance } from "../harness/chance.js";
import type { Kind, Plant } from "./kind.js";
import { apply, draw, isOf, judge, moved } from "./plant.js";
import { found, type Program } from "./programs.js";
import type { Ground } from "./sites.js";

/** Two mistakes in two declarations of a program, each of which is told by itself. */
export interface Pair {
  readonly kinds: readonly [string, string];
  readonly text: string;
  /** Which of them are told of both together. */
  readonly told: readonly [boolean, boolean];
}

/** Makes two mistakes at once; undefined where they do not come apart, or are not told right by themselves. */
export function plantPair(
  program: Program,
  ground: Ground,
  kinds: readonly (readonly [string, Kind])[],
  below: Chance,
): Pair | undefined {
  const drawn = [0, 1].flatMap(() => {
    const [name, kind] = kinds[below(kinds.length)]!;
    const made = draw(ground, kind, below);
    const declaration = made && declarationOf(ground, made);
    return made && declaration ? [{ name, kind, made, declaration }] : [];
  });
  const [one, two] = drawn.sort((a, b) => a.declaration.start - b.declaration.start);
  if (!one || !two || one.declaration === two.declaration) return undefined;
  if (drawn.some(({ kind, made }) => judge(program, ground, kind, made).verdict !== "right"))
    return undefined;
  const edits = [...one.made.edits, ...two.made.edits];
  const text = apply(ground.text, edits);
  const errors = found(program, text).filter(({ severity }) => severity === "error");
  const isTold = ({ kind, made }: (typeof drawn)[number]): boolean => {
    const within = moved({ ...made, edits });
    return errors.some((error) => isOf(error, kind, made, within));
  };
  return { kinds: [one.name, two.name], text, told: [isTold(one), isTold(two)] };
}

/** The declaration that all of a mistake is in, message included. */
function declarationOf({ module }: Ground, { edits, within }: Plant): Span | undefined {
  const spans = [...edits.map(({ span }) => span), within];
  return module.declarations.find(({ span }) =>
    spans.every(({ start, end }) => span.start <= start && end <= span.end),
  )?.span;
}
