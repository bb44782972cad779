import type { Diagnostic } from "../../src/diagnostics/index.js";
import type { Span } from "../../src/text/index.js";
import type { Chance } from "../harness/chance.js";
import type { Edit, Kind, Plant } from "./kind.js";
import { found, type Program } from "./programs.js";
import type { Ground } from "./sites.js";

/** What is said of a program with a mistake. */
export interface Planted {
  readonly text: string;
  /** Where a message has to be, in the changed text. */
  readonly within: Span;
  readonly errors: readonly Diagnostic[];
  readonly verdict: Verdict;
}

/**
 * `right` is one error of a code of the kind in its place; `passed` none, where the kind may leave a right program, `missed` where it cannot.
 */
export type Verdict = "right" | "passed" | "missed" | "several" | "elsewhere" | "other code";

/** Makes one mistake of a kind at a random place; undefined where there is none for it. */
export function plant(program: Program, ground: Ground, kind: Kind, below: Chance): Planted | undefined {
  const made = draw(ground, kind, below);
  return made && judge(program, ground, kind, made);
}

/** A random place of those that a kind can be planted at. */
export function draw(ground: Ground, kind: Kind, below: Chance): Plant | undefined {
  const plants = ground.sites.flatMap((site) => kind.plant(site, ground) ?? []);
  return plants.length > 0 ? plants[below(plants.length)] : undefined;
}

/** What is said of a program with a mistake made in it. */
export function judge(program: Program, ground: Ground, kind: Kind, made: Plant): Planted {
  const text = apply(ground.text, made.edits);
  const errors = found(program, text).filter(({ severity }) => severity === "error");
  const within = moved(made);
  return { text, within, errors, verdict: verdictOf(kind, made, within, errors) };
}

/** Whether an error is of a kind, and where it has to be. */
export function isOf({ code, span }: Diagnostic, kind: Kind, made: Plant, within: Span): boolean {
  const { start, end } = span;
  if (!kind.codes.includes(code) || start < within.start) return false;
  return made.exact ? start === within.start && end === within.end : start <= within.end;
}

function verdictOf(kind: Kind, made: Plant, within: Span, errors: readonly Diagnostic[]): Verdict {
  const [error, ...more] = errors;
  if (!error) return kind.mayPass ? "passed" : "missed";
  if (more.length > 0) return "several";
  if (!kind.codes.includes(error.code)) return "other code";
  return isOf(error, kind, made, within) ? "right" : "elsewhere";
}

/** A text with changes made. */
export function apply(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .reverse()
    .reduce(
      (before, { span, text: put }) => before.slice(0, span.start) + put + before.slice(span.end),
      text,
    );
}

/** Where the message has to be, after the changes. */
export function moved({ edits, within }: Plant): Span {
  const growth = (of: readonly Edit[]): number =>
    of.reduce((sum, { span, text }) => sum + text.length - (span.end - span.start), 0);
  return {
    start: within.start + growth(edits.filter(({ span }) => span.start < within.start)),
    end: within.end + growth(edits.filter(({ span }) => span.end <= within.end)),
  };
}
