import { applyEdits, type Edit } from "../../diagnostics/index.js";
import type { Resolved, ResolvedArgument, ResolvedKind } from "../../names/index.js";
import type { Span } from "../../text/index.js";
import { Printer } from "../core/print.js";
import { prune, Term, type Ty } from "../core/type.js";
import type { Inference } from "../inference.js";
import { called, ordinal } from "./words.js";

type Call = ResolvedKind<"call">;

/** What is needed to look at a call again. */
export interface Looking {
  /** As the user wrote it; undefined where it is no name. */
  readonly name: string | undefined;
  /** Names of the parameters, where a declaration has them. */
  readonly labels: readonly string[] | undefined;
  /** A new instance of the callee's type. */
  readonly fresh: () => Ty;
  /** The type of an argument by itself; undefined where it has errors of its own. */
  readonly typeOf: (argument: Resolved) => Ty | undefined;
}

const mismatches: ReadonlySet<string> = new Set(["LK3003", "LK3004", "LK3005"]);

/**
 * Arguments that all fit once two of them change places, or what is piped goes where it belongs: one message in the place of those
 * for each of them. Undefined where it is not the order.
 * @param first number of the first diagnostic that the arguments have got
 */
export function reportOrder(cx: Inference, e: Call, first: number, look: Looking): void {
  const { reports } = cx;
  const given = e.arguments;
  const found = reports.diagnostics.slice(first);
  const whole = found.some(
    ({ code, span }) => mismatches.has(code) && given.some(({ value }) => value.span === span),
  );
  if (!whole || given.length < 2 || given.length > 6) return;
  // Who writes `_` or labels has thought of the order.
  if (given[0]!.piped && given.some((one, at) => one.index !== at || labelOf(cx, one) !== "none")) return;
  const parameters = parametersOf(look.fresh(), given.length);
  // Of a call that lacks a parameter's argument, or has one twice, the names have the message.
  if (new Set(given.map(({ index }) => index)).size < given.length) return;
  if (given.some(({ index }) => index >= given.length)) return;
  const types: Ty[] = [];
  for (const { value } of given) {
    const type = parameters && look.typeOf(value);
    if (!type) return;
    types.push(type);
  }
  const orders = ordersOf(cx, given).filter((order) => fits(cx, parameters!, types, order));
  const [order, other] = orders;
  if (!order || other || fits(cx, parameters!, types, { places: given.map(({ index }) => index) })) return;
  const errors = found.filter(({ severity }) => severity === "error").length;
  reports.diagnostics.length = first;
  reports.errors -= errors;
  if (order.piped === undefined) reportSwapped(cx, e, order.swapped!, parameters!, look);
  else reportPiped(cx, e, order.piped, look);
}

/** Numbers of the parameters that the arguments would be for, in the order of the call. */
interface Order {
  readonly places: readonly number[];
  /** Which arguments of the call. */
  readonly swapped?: readonly [number, number];
  /** Where the piped value belongs. */
  readonly piped?: number;
}

function ordersOf(cx: Inference, given: readonly ResolvedArgument[]): readonly Order[] {
  const count = given.length;
  const same = given.map(({ index }) => index);
  const orders: Order[] = [];
  if (given[0]!.piped) {
    for (let to = 1; to < count; to++) {
      const places = [to, ...same.slice(1).map((at) => (at <= to ? at - 1 : at))];
      orders.push({ places, piped: to });
    }
    return orders;
  }
  // A label that names its variable as well, `total:`, cannot be given the value of another.
  const movable = [...given.keys()].filter((at) => labelOf(cx, given[at]!) !== "short");
  for (const one of movable) {
    for (const two of movable) {
      if (one < two)
        orders.push({ places: same.with(one, same[two]!).with(two, same[one]!), swapped: [one, two] });
    }
  }
  return orders;
}

function fits(cx: Inference, parameters: readonly Ty[], types: readonly Ty[], { places }: Order): boolean {
  const wanted = cx.store.tuple(places.map((place) => parameters[place]!));
  return cx.unifier.fits(wanted, cx.store.tuple(types));
}

function parametersOf(type: Ty, count: number): readonly Ty[] | undefined {
  const at = prune(type);
  if (!(at instanceof Term) || at.of.kind !== "function" || at.items.length !== count + 1) return undefined;
  return at.items.slice(0, -1);
}

/** How an argument is labelled: `x: value`, or `x:` for the variable of that name. */
function labelOf(cx: Inference, { value, piped }: ResolvedArgument): "none" | "long" | "short" {
  if (piped) return "none";
  const { text } = cx.module.source;
  const { start, end } = value.span;
  if (/^:(?!:)/.test(text.slice(end, end + 2))) return "short";
  return /\w:\s*$/.test(text.slice(Math.max(0, start - 40), start)) ? "long" : "none";
}

function reportSwapped(
  cx: Inference,
  e: Call,
  [one, two]: readonly [number, number],
  parameters: readonly Ty[],
  look: Looking,
): void {
  const { text } = cx.module.source;
  const [a, b] = [e.arguments[one]!.value.span, e.arguments[two]!.value.span];
  const [first, second] = [e.arguments[one]!.index, e.arguments[two]!.index];
  const fix: readonly Edit[] = [
    { span: a, text: text.slice(b.start, b.end) },
    { span: b, text: text.slice(a.start, a.end) },
  ];
  const printer = new Printer();
  const shown = (at: number) => {
    const type = printer.print(parameters[at]!);
    return look.labels ? `\`${look.labels[at]}: ${type}\`` : `\`${type}\``;
  };
  const holes = {
    first: ordinal(first),
    second: ordinal(second),
    name: called(look.name),
    wanted: shown(first),
    other: shown(second),
  };
  cx.reports.add("LK3025", { start: a.start, end: b.end }, holes, {
    hint: applied(cx, e.span, fix) ?? "let them change places",
    fix,
  });
}

function reportPiped(cx: Inference, e: Call, place: number, look: Looking): void {
  const { text } = cx.module.source;
  const piped = e.arguments[0]!.value.span;
  const before = e.arguments[place]!.value.span;
  const last = place === e.arguments.length - 1;
  const behind = text.slice(before.end, last ? e.span.end : before.end + 20);
  const insertable = last ? /^\s*,?\s*\)$/.test(behind) : /^\s*,/.test(behind);
  const fix = insertable ? [{ span: { start: before.end, end: before.end }, text: ", _" }] : undefined;
  const named = (at: number) => (look.labels ? `, \`${look.labels[at]}\`,` : "");
  const holes = {
    name: called(look.name),
    first: `${ordinal(0)} argument${named(0)}`,
    place: `${ordinal(place)}${named(place).replace(/,$/, "")}`,
  };
  const stage = { start: e.callee.span.start, end: e.span.end };
  cx.reports.add("LK3026", piped, holes, {
    hint: (fix && applied(cx, stage, fix)) ?? "write `_` among the arguments where it belongs",
    fix,
  });
}

/** The hint that shows a part of the text with the edits made; undefined where it is long. */
function applied(cx: Inference, span: Span, fix: readonly Edit[]): string | undefined {
  const { text } = cx.module.source;
  const moved = fix.map((edit) => ({
    text: edit.text,
    span: { start: edit.span.start - span.start, end: edit.span.end - span.start },
  }));
  const shown = applyEdits(text.slice(span.start, span.end), moved);
  return shown.length > 70 || shown.includes("\n") ? undefined : `write \`${shown}\``;
}
