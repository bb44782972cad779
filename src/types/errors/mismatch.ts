import type { Diagnostic, Extras, Label } from "../../diagnostics/index.js";
import type { Span } from "../../text/index.js";
import { printBoth } from "../core/print.js";
import type { Ty } from "../core/type.js";
import type { Inference } from "../inference.js";
import type { Hint } from "./hints.js";
import type { Expected, Why } from "./why.js";
import { called, ordinal, owner } from "./words.js";

/** Reports a type that is not the expected one, by why it is expected; gives what it reported. */
export function reportMismatch(
  inference: Inference,
  expected: Expected,
  found: Ty,
  span: Span,
  hint: Hint | undefined,
): Diagnostic {
  const { reports } = inference;
  const { why } = expected;
  const types = printBoth(expected.type, found);
  const here = (at: Span | undefined, message: string): readonly Label[] =>
    at ? [{ source: reports.source, span: at, message }] : [];
  const extras = (more: Extras = {}): Extras => ({ types, ...hint, ...more });
  switch (why.kind) {
    case "annotation":
      return reports.add(
        "LK3001",
        span,
        { name: why.of === undefined ? "This" : `\`${why.of}\`` },
        extras({ labels: here(why.span, "annotated here") }),
      );
    case "result":
      return reports.add(
        "LK3002",
        span,
        { name: why.of === undefined ? "This function" : `\`${why.of}\`` },
        extras({ labels: here(why.span, "declared here") }),
      );
    case "lambda":
      return reportLambda(inference, expected, why, found, span, hint);
    case "frame":
      return reports.add("LK3023", span, {}, extras({ labels: here(why.frame.early, "leaves early here") }));
    case "test":
      return reports.add("LK3016", span, {}, extras());
    case "argument": {
      const labels: readonly Label[] = why.place ? [{ ...why.place, message: "declared here" }] : [];
      const parameter = why.label === undefined ? "" : `, \`${why.label}\`,`;
      const holes = { name: called(why.callee), which: `${ordinal(why.index)} argument`, parameter };
      return reports.add(why.piped ? "LK3004" : "LK3003", span, holes, extras({ labels }));
    }
    case "field": {
      const labels: readonly Label[] = why.place ? [{ ...why.place, message: "declared here" }] : [];
      return reports.add("LK3005", span, { field: why.field, name: why.constructor_ }, extras({ labels }));
    }
    case "entry":
      return reportEntry(inference, why, span, extras());
    case "rest":
      return reports.add("LK3017", span, {}, extras());
    case "branch": {
      const which = why.of === "if" ? "`else` branch" : `${ordinal(why.index)} arm`;
      const like = why.others ? "the others" : "the first";
      const labels = here(why.first, `the ${ordinalWord(why)} ${why.of === "if" ? "branch" : "arm"}`);
      return reports.add("LK3007", span, { which, of: why.of, like }, extras({ labels }));
    }
    case "then":
      return reports.add(
        "LK3008",
        span,
        {},
        extras({ hint: "write an `else` branch, or `let _ =` before what gives the value", fix: undefined }),
      );
    case "condition":
    case "guard":
      return reports.add(
        "LK3009",
        span,
        { what: why.kind === "guard" ? "A guard" : "The condition of an `if`" },
        extras(),
      );
    case "operand":
      return reportOperand(inference, why, span, extras());
    case "statement":
      return reports.add(
        "LK3011",
        span,
        {},
        extras({
          types: { expected: "()", found: types.found },
          ...hintForStatement(inference, span, why.whole),
        }),
      );
    case "message":
      return reports.add("LK3012", span, {}, extras());
    case "record":
      return reports.add("LK3018", span, { name: why.constructor_ }, extras());
    case "pattern":
      return reports.add("LK3013", span, {}, extras({ labels: here(why.subject, "matched with this") }));
    case "alternative":
      return reports.add("LK3014", span, { name: why.name }, extras());
    case "use":
      return reports.add("LK3040", span, { what: why.what }, extras());
  }
}

/** The result of a lambda: by its `?`, by the call that it is an argument of, or by whatever is expected of it. */
function reportLambda(
  inference: Inference,
  { type }: Expected,
  { frame, outer }: Extract<Why, { kind: "lambda" }>,
  found: Ty,
  span: Span,
  hint: Hint | undefined,
): Diagnostic {
  if (frame.early)
    return reportMismatch(inference, { type, why: { kind: "frame", frame } }, found, span, hint);
  if (outer.kind !== "argument") return reportMismatch(inference, { type, why: outer }, found, span, hint);
  const holes = { which: `${ordinal(outer.index)} argument`, name: called(outer.callee) };
  return inference.reports.add("LK3024", span, holes, { types: printBoth(type, found), ...hint });
}

function reportOperand(
  inference: Inference,
  why: Extract<Why, { kind: "operand" }>,
  span: Span,
  extras: Extras,
): Diagnostic {
  const { operator, side, other } = why;
  const { reports } = inference;
  const labels = other ? [{ source: reports.source, span: other, message: "the other operand" }] : [];
  const rule = rules.get(operator) ?? "";
  const unlike =
    side === "only" || operator === "&&" || operator === "||"
      ? "is none"
      : `has another type than the ${side === "left" ? "right" : "left"}`;
  const which = side === "only" ? "this" : `the ${side} operand`;
  return reports.add("LK3010", span, { operator, rule, which, unlike }, { ...extras, labels });
}

/** What an operator takes. */
const rules: ReadonlyMap<string, string> = new Map([
  ...["+", "-", "*", "/", "%"].map((one) => [one, "takes two Ints or two Floats"] as const),
  ["++", "joins two Strings, or two Lists of one type"],
  ...["==", "!=", "<", "<=", ">", ">="].map((one) => [one, "compares two values of one type"] as const),
  ["&&", "takes Bools"],
  ["||", "takes Bools"],
  ["!", "takes a Bool"],
]);

/** An entry by the first one, or by what is expected of the list. */
function reportEntry(
  inference: Inference,
  why: Extract<Why, { kind: "entry" }>,
  span: Span,
  extras: Extras,
): Diagnostic {
  const { source } = inference.reports;
  const { first, outer } = why;
  const asked = outer && owner(outer);
  const of = asked ? `that ${asked.text} asks for` : why.others ? "of the others" : "of the first";
  const labels: readonly Label[] = asked
    ? asked.place
      ? [{ ...{ source, ...asked.place }, message: asked.word }]
      : []
    : [{ source, span: first, message: `the ${ordinalWord(why)} entry` }];
  return inference.reports.add("LK3006", span, { which: ordinal(why.index), of }, { ...extras, labels });
}

/** Which of the parts is shown beside the one that is wrong. */
function ordinalWord({ others }: { readonly others?: true }): string {
  return others ? "second" : "first";
}

function hintForStatement(inference: Inference, span: Span, whole: Span): Hint {
  const { text } = inference.module.source;
  // A branch that ends in `let` would have no value.
  if (span.start !== whole.start || span.end !== whole.end)
    return { hint: "write `let _ =` before it and `()` below it to drop its value", fix: undefined };
  const shown = text.slice(span.start, span.end);
  const hint =
    shown.includes("\n") || shown.length > 50
      ? "write `let _ =` before it to drop its value"
      : `write \`let _ = ${shown}\` to drop its value`;
  return { hint, fix: [{ span: { start: span.start, end: span.start }, text: "let _ = " }] };
}
