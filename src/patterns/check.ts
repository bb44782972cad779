import type { TypedPattern } from "../types/typed.js";
import { covers } from "./covers.js";
import { Matrix, maximumWitnesses, TooComplex } from "./matrix.js";
import { anything, type Choice, type Option, type Shape, Shapes, type Types } from "./shapes.js";
import { widest, witnessText } from "./witness.js";

export interface ArmPattern {
  readonly pattern: TypedPattern;
  readonly guarded: boolean;
}

export interface MatchResult {
  /** Patterns that no arm covers, to be pasted as arms, at most three; none if the match is exhaustive. */
  readonly missing: readonly string[];
  /** Whether more is missing than these. */
  readonly others: boolean;
  readonly uselessArms: readonly UselessArm[];
  readonly uselessAlternatives: readonly UselessAlternative[];
  /** There were too many cases to look at; then nothing else is said. */
  readonly tooComplex: boolean;
}

export interface UselessArm {
  readonly arm: number;
  /** The arm that alone takes all its values; undefined where several do together. */
  readonly coveredBy: number | undefined;
}

export interface UselessAlternative {
  readonly arm: number;
  readonly alternative: TypedPattern;
  /** The pattern, an arm's or an alternative of the same one, that alone takes all its values. */
  readonly coveredBy: TypedPattern | undefined;
}

const maximumShown = 3;

/** Which values no arm takes, and which arms and alternatives no value comes to. */
export function checkMatch(arms: readonly ArmPattern[], types: Types): MatchResult {
  const shapes = new Shapes(types);
  const patterns = arms.map(({ pattern }) => shapes.shape(pattern));
  const matrix = new Matrix();
  try {
    const rows = arms.map(({ guarded }, index) => ({ columns: [patterns[index]!], guarded }));
    const { reached, missing } = matrix.explore(rows, 1);
    const witnesses = widest(missing.map(([witness]) => witness));
    return {
      missing: witnesses.slice(0, maximumShown).map(witnessText),
      others: witnesses.length > maximumShown || missing.length === maximumWitnesses,
      uselessArms: uselessArms(arms, patterns, reached),
      uselessAlternatives: uselessAlternatives(arms, patterns, reached, matrix.useful),
      tooComplex: false,
    };
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error;
    // An arm that takes everything is all that has to be known.
    const total = arms.some(({ guarded }, index) => !guarded && patterns[index]!.kind === "any");
    return { missing: [], others: false, uselessArms: [], uselessAlternatives: [], tooComplex: !total };
  }
}

/** The value that a pattern of `let` or of a parameter does not take; undefined if it takes all. */
export function refutedBy(pattern: TypedPattern, types: Types): string | undefined {
  return checkMatch([{ pattern, guarded: false }], types).missing[0];
}

function uselessArms(
  arms: readonly ArmPattern[],
  patterns: readonly Shape[],
  reached: readonly boolean[],
): UselessArm[] {
  const candidates = new Candidates();
  const found: UselessArm[] = [];
  for (const [arm, shape] of patterns.entries()) {
    if (!reached[arm]) found.push({ arm, coveredBy: coveredBy(candidates.of(shape), patterns, shape) });
    if (!arms[arm]!.guarded) candidates.add(arm, shape);
  }
  return found;
}

/** The arm, of those above, that alone takes what a pattern would. */
function coveredBy(above: readonly number[], patterns: readonly Shape[], shape: Shape): number | undefined {
  const one = above.find((at) => covers(patterns[at]!, shape));
  if (one !== undefined) return one;
  const withChoices = above.filter((at) => hasChoice(patterns[at]!)).slice(0, maximumTried);
  return withChoices.find((at) => coversByAll(patterns[at]!, shape));
}

/** So many arms with alternatives are asked whether they alone take what an arm below them would. */
const maximumTried = 16;

function hasChoice(shape: Shape): boolean {
  return shape.kind === "choice" || (shape.kind === "head" && shape.args.some(hasChoice));
}

/** Does `wide`, by all of its alternatives together, take every value that `narrow` takes? */
function coversByAll(wide: Shape, narrow: Shape): boolean {
  const rows = [wide, narrow].map((shape) => ({ columns: [shape], guarded: false }));
  try {
    return !new Matrix().explore(rows, 1).reached[1];
  } catch (error) {
    if (error instanceof TooComplex) return false;
    throw error;
  }
}

/** Arms by what their patterns begin with, so that a match of thousands of literals is not searched for each. */
class Candidates {
  private readonly byHead = new Map<string, number[]>();
  private readonly others: number[] = [];

  add(arm: number, shape: Shape): void {
    if (shape.kind !== "head") this.others.push(arm);
    else {
      const same = this.byHead.get(shape.head.key);
      if (same) same.push(arm);
      else this.byHead.set(shape.head.key, [arm]);
    }
  }

  /** Arms that may cover a shape, from the top. */
  of(shape: Shape): number[] {
    const same =
      shape.kind === "head" ? (this.byHead.get(shape.head.key) ?? []) : [...this.byHead.values()].flat();
    return [...same, ...this.others].sort((a, b) => a - b);
  }
}

function uselessAlternatives(
  arms: readonly ArmPattern[],
  patterns: readonly Shape[],
  reached: readonly boolean[],
  useful: ReadonlySet<Option>,
): UselessAlternative[] {
  const found: UselessAlternative[] = [];
  for (const [arm, shape] of patterns.entries()) {
    if (!reached[arm]) continue;
    visit(shape, (choice) => {
      for (const [index, option] of choice.options.entries()) {
        if (useful.has(option)) continue;
        const alone = substitute(shape, choice, option.shape);
        const before = choice.options.slice(0, index).find((other) => covers(other.shape, option.shape));
        const above = arms.slice(0, arm).flatMap(({ guarded }, at) => (guarded ? [] : [at]));
        const by = before ? undefined : coveredBy(above, patterns, alone);
        const coverer = before?.pattern ?? (by === undefined ? undefined : arms[by]!.pattern);
        found.push({ arm, alternative: option.pattern, coveredBy: coverer });
      }
      return choice.options.filter((option) => useful.has(option)).map((option) => option.shape);
    });
  }
  return found;
}

/** Every choice in a shape, but those within what `enter` leaves out. */
function visit(shape: Shape, enter: (choice: Choice) => readonly Shape[]): void {
  const open: Shape[] = [shape];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === "head") open.push(...next.args.toReversed());
    else if (next.kind === "choice") open.push(...enter(next).toReversed());
  }
}

/** The shape with another in the place of a choice. */
function substitute(shape: Shape, choice: Choice, other: Shape): Shape {
  if (shape === choice) return other;
  if (shape.kind === "head")
    return { ...shape, args: shape.args.map((arg) => substitute(arg, choice, other)) };
  if (shape.kind === "choice") {
    const options = shape.options.map((option) => ({
      ...option,
      shape: substitute(option.shape, choice, other),
    }));
    return { ...shape, options };
  }
  return anything;
}
