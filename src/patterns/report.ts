import { patterns } from "../diagnostics/catalogue/patterns.js";
import { reporter } from "../diagnostics/catalogue.js";
import { type Diagnostic, type Edit, insert } from "../diagnostics/index.js";
import type { SourceText, Span } from "../text/index.js";
import type { TypedPattern } from "../types/typed.js";
import {
  checkMatch,
  type MatchResult,
  refutedBy,
  type UselessAlternative,
  type UselessArm,
} from "./check.js";
import type { Types } from "./shapes.js";

const report = reporter(patterns);

export interface MatchedArm {
  readonly pattern: TypedPattern;
  readonly guarded: boolean;
}

/**
 * What is to be said about a `match`: cases that are missing (an error), arms and alternatives that nothing comes to
 * (warnings).
 * @param span of the word `match` and its subject
 * @param end of the whole `match`
 */
export function reportMatch(
  source: SourceText,
  span: Span,
  end: number,
  arms: readonly MatchedArm[],
  types: Types,
): Diagnostic[] {
  const result = checkMatch(arms, types);
  if (result.tooComplex) {
    return [
      report("LK4004", source, span, {}, { hint: "Write `_ -> …` as the last arm, or match in two steps." }),
    ];
  }
  const found: Diagnostic[] = [];
  if (result.missing.length > 0) found.push(missing(source, span, end, arms, result));
  for (const useless of result.uselessArms) found.push(uselessArm(source, arms, useless));
  for (const useless of result.uselessAlternatives) found.push(uselessAlternative(source, useless));
  return found;
}

/** What is to be said about a pattern that has to take every value: of a `let`, of a parameter. */
export function reportIrrefutable(
  source: SourceText,
  pattern: TypedPattern,
  place: "`let`" | "parameter",
  types: Types,
): Diagnostic | undefined {
  const witness = refutedBy(pattern, types);
  if (witness === undefined) return undefined;
  // `_` stands for all other numbers or texts, and is no value of its own.
  const [takes, rest] =
    witness === "_"
      ? ["takes no other value", "the rest as well: `_ -> …`"]
      : [`does not take \`${witness}\``, `\`${witness}\` as well`];
  const hint = `Use \`match\`, with an arm for ${rest}.`;
  return report("LK4005", source, pattern.span, { place, takes }, { hint });
}

function missing(
  source: SourceText,
  span: Span,
  end: number,
  arms: readonly MatchedArm[],
  { missing: witnesses, others }: MatchResult,
): Diagnostic {
  const list = witnesses.map((witness) => `\`${witness}\``).join(", ") + (others ? " and others" : "");
  const guarded = arms.filter((arm) => arm.guarded);
  const labels = guarded.slice(0, 3).map((arm) => ({
    source,
    span: arm.pattern.span,
    message: "its guard may be false, so it covers nothing for certain",
  }));
  const added = witnesses.map((witness) => `\`${witness} -> …\``).join(", ");
  const fix = [armsEdit(source, end, others ? [...witnesses, "_"] : witnesses)];
  const rest = others ? ", and `_ -> …` for all that is left" : "";
  return report("LK4001", source, span, { cases: list }, { labels, hint: `Add ${added}${rest}.`, fix });
}

/** The missing arms before the closing brace, each with a failure as its value, to be replaced. */
function armsEdit(source: SourceText, end: number, witnesses: readonly string[]): Edit {
  const brace = end - 1;
  const arms = witnesses.map((witness) => `${witness} -> fail "not written yet"`);
  const line = source.text.lastIndexOf("\n", brace - 1) + 1;
  const indent = source.text.slice(line, brace);
  if (/^[ \t]*$/.test(indent)) return insert(line, arms.map((arm) => `${indent}  ${arm}\n`).join(""));
  const at = source.text.slice(0, brace).trimEnd().length;
  const comma = source.text[at - 1] === "," ? "" : ",";
  return insert(at, `${comma} ${arms.join(", ")}`);
}

function uselessArm(
  source: SourceText,
  arms: readonly MatchedArm[],
  { arm, coveredBy }: UselessArm,
): Diagnostic {
  const by = coveredBy === undefined ? undefined : arms[coveredBy]!.pattern.span;
  const cover = by ? `the arm of line ${source.line(by.start)} takes` : "the arms above it together take";
  return report(
    "LK4002",
    source,
    arms[arm]!.pattern.span,
    { cover },
    {
      labels: by ? [{ source, span: by, message: "this takes all its values" }] : [],
      hint: "Remove it, or move it up.",
    },
  );
}

function uselessAlternative(source: SourceText, { alternative, coveredBy }: UselessAlternative): Diagnostic {
  const cover = coveredBy
    ? `\`${text(source, coveredBy.span)}\` of line ${source.line(coveredBy.span.start)} takes`
    : "the patterns before it together take";
  return report(
    "LK4003",
    source,
    alternative.span,
    { alternative: text(source, alternative.span), cover },
    {
      labels: coveredBy ? [{ source, span: coveredBy.span, message: "this takes all its values" }] : [],
      hint: "Remove it.",
    },
  );
}

function text(source: SourceText, span: Span): string {
  const all = source.text.slice(span.start, span.end);
  return all.length > 60 || all.includes("\n") ? "…" : all;
}
