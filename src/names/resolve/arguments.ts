import { didYouMean, type Extras, suggestion } from "../../diagnostics/index.js";
import type { Argument, Name } from "../../syntax/ast.js";
import { type Span, similar } from "../../text/index.js";
import type { Resolved, ResolvedArgument } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import { resolveExpression } from "./expression.js";
import { resolveName } from "./name.js";

/** What is called, as far as its parameters go. */
export interface Callee {
  /** As written, for messages. */
  readonly name: string;
  /** Undefined for a function value: it has no labels, and types count its arguments. */
  readonly labels: readonly string[] | undefined;
  /** `parameter` or `field`. */
  readonly what: "parameter" | "field";
  readonly span: Span;
  /** What it names has been reported: which labels it has is not known. */
  readonly unknown?: boolean;
}

/** The parameters of what is called, where a declaration says them. */
export function calleeOf(callee: Resolved, span: Span): Callee {
  switch (callee.kind) {
    case "function":
      return { name: callee.symbol.name.name, labels: callee.symbol.labels, what: "parameter", span };
    case "constructor":
      return { name: callee.symbol.name, labels: callee.symbol.labels, what: "field", span };
    case "local":
      return { name: callee.binding.name, labels: undefined, what: "parameter", span };
    default: {
      const unknown = callee.kind === "error";
      return { name: "this function", labels: undefined, what: "parameter", span, unknown };
    }
  }
}

export interface Matched {
  readonly arguments: readonly ResolvedArgument[];
  /** Place of the hole. */
  readonly hole: number | undefined;
  /** Something has been reported: the arguments do not fit. */
  readonly broken: boolean;
}

interface Written {
  /** It could not be parsed: how many arguments there are is not known. */
  readonly lost?: boolean;
  /** `..record` where no update is: it takes no place among the positions. */
  readonly spread?: boolean;
  readonly label: Name | undefined;
  /** Undefined for a hole. */
  readonly value: Resolved | undefined;
  readonly piped: boolean;
  readonly span: Span;
}

/**
 * Resolves written arguments, in the order written.
 *
 * @param repair the hint for a record to update where none can be
 */
export function resolveArguments(
  r: Resolver,
  written: readonly Argument[],
  repair?: string,
): readonly Written[] {
  return written.map((argument, at): Written => {
    const { span } = argument;
    const label = argument.kind === "spread" ? undefined : argument.label;
    const lost = argument.kind === "spread" || (argument.kind === "value" && argument.value.kind === "error");
    return {
      label,
      value: argumentValue(r, argument, at, repair),
      piped: false,
      span,
      lost,
      spread: argument.kind === "spread",
    };
  });
}

function argumentValue(r: Resolver, argument: Argument, at: number, repair?: string): Resolved | undefined {
  switch (argument.kind) {
    case "value":
      return resolveExpression(r, argument.value);
    case "punned":
      return resolveName(r, argument.label.text, argument.label.span);
    case "hole":
      return undefined;
    case "spread":
      // Where it is not the first argument, the parser has spoken.
      if (at === 0) r.reports.add("LK2212", argument.span, {}, repair ? { hint: repair } : {});
      return { kind: "error", parts: [resolveExpression(r, argument.value)], span: argument.span };
  }
}

/** What the arguments of a call of nothing that is known mention. */
export function mentionedIn(r: Resolver, written: readonly Argument[]): readonly Resolved[] {
  return written.flatMap((argument) => {
    if (argument.kind === "spread") return [resolveExpression(r, argument.value)];
    return argumentValue(r, argument, 1) ?? [];
  });
}

/** Puts a pipe's input where its hole is, or first; it stays the first to be evaluated. */
export function pipeInto(r: Resolver, written: readonly Written[], input: Resolved): readonly Written[] {
  const at = written.findIndex((one) => one.value === undefined);
  const more = written.find((one, index) => index > at && one.value === undefined);
  if (more) r.reports.add("LK2211", more.span, {});
  const label = at < 0 ? undefined : written[at]!.label;
  const piped: Written = { label, value: input, piped: true, span: input.span };
  if (at < 0) return [piped, ...written];
  const filled = written.with(at, piped);
  // The call is broken; what is said about it has been said.
  return more
    ? filled.map((one) => (one.value ? one : { ...one, value: { kind: "error", parts: [], span: one.span } }))
    : filled;
}

/** Finds the parameter of each argument: positions first, then labels. `partly`: not every parameter needs an argument. */
export function matchArguments(
  r: Resolver,
  callee: Callee,
  written: readonly Written[],
  partly = false,
): Matched {
  const { labels } = callee;
  const taken = new Set<number>();
  const matched: ResolvedArgument[] = [];
  let hole: number | undefined;
  const lost = written.some((one) => one.lost);
  let broken = lost;
  let labelled = false;
  let position = 0;
  for (const one of written) {
    let index: number | undefined;
    if (one.label) {
      labelled = true;
      index = placeOf(r, callee, one.label);
    } else if (labelled) {
      if (!one.lost) r.reports.add("LK2210", one.span, {});
    } else if (!one.spread) {
      index = position++;
      if (labels && index >= labels.length) {
        // One message for all that are too many.
        if (index === labels.length && !lost) {
          const holes = { name: callee.name, count: count(labels.length), found: written.length };
          r.reports.add("LK2207", one.span, holes, { hint: signature(callee) });
        }
        index = undefined;
      }
    }
    if (index !== undefined && taken.has(index)) {
      // Of two equal labels the parser has spoken.
      if (index < position && !lost)
        r.reports.add("LK2209", one.span, { what: callee.what, name: labels![index]! });
      index = undefined;
    }
    if (index === undefined) broken = true;
    else taken.add(index);
    if (one.value) matched.push({ index: index ?? -1, value: one.value, piped: one.piped });
    else if (hole !== undefined) {
      r.reports.add("LK2211", one.span, {});
      broken = true;
    } else hole = index ?? -1;
  }
  if (!broken && !partly && labels && taken.size < labels.length) {
    const missing = labels.filter((_, index) => !taken.has(index));
    const holes = {
      name: callee.name,
      count: count(labels.length),
      missing: `${enumerate(missing)} ${missing.length === 1 ? "is" : "are"}`,
    };
    r.reports.add("LK2208", callee.span, holes, { hint: signature(callee) });
    broken = true;
  }
  const first = matched.findIndex((one) => one.piped);
  if (first > 0) matched.unshift(...matched.splice(first, 1));
  return { arguments: matched, hole, broken };
}

function placeOf(r: Resolver, callee: Callee, label: Name): number | undefined {
  if (callee.unknown) return undefined;
  if (!callee.labels) {
    r.reports.add("LK2217", label.span, { label: label.text });
    return undefined;
  }
  const index = callee.labels.indexOf(label.text);
  if (index >= 0) return index;
  const hint = labelSuggestion(r, label, similar(label.text, callee.labels)) ?? { hint: signature(callee) };
  r.reports.add("LK2206", label.span, { name: callee.name, what: callee.what, label: label.text }, hint);
  return undefined;
}

/** `did you mean` for a label. One that stands alone names a variable too, which keeps its name: `qt:` becomes `qty: qt`. */
export function labelSuggestion(
  r: Resolver,
  { text, span }: Name,
  near: string | undefined,
): Extras | undefined {
  const alone = /^\s*:\s*(?=[,)])/.exec(r.reports.source.text.slice(span.end, span.end + 200));
  if (near === undefined || !alone) return suggestion(near, span);
  const whole = { start: span.start, end: span.end + alone[0].trimEnd().length };
  return { hint: didYouMean(near), fix: [{ span: whole, text: `${near}: ${text}` }] };
}

function signature(callee: Callee): string {
  const { labels, what, name } = callee;
  if (!labels || labels.length === 0)
    return what === "field" ? `write \`${name}\` alone` : `write \`${name}()\``;
  if (labels.length === 1) return `the ${what} of \`${name}\` is \`${labels[0]}\``;
  return `the ${what}s of \`${name}\` are ${enumerate(labels)}`;
}

function count(expected: number): string {
  return expected === 1 ? "1 argument" : `${expected || "no"} arguments`;
}

/** `a`, `b` and `c`, in quotes. */
export function enumerate(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  if (quoted.length < 2) return quoted.join("");
  return `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}
