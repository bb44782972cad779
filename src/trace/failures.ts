import { type Argument, readArguments } from "./arguments.js";
import type { Cause, Failure, Frame, FrameEntry } from "./failure.js";
import { isForeign, isRepetition } from "./failure.js";
import type { Span } from "./spans.js";

/** What failing spans tell: how the session failed, and which other calls did. */
export interface FailuresOfSpans {
  readonly failure: Failure | undefined;
  /** Failures of other elements of the fan-outs that the failure happened in, in the order of their elements, each with its last attempt. */
  readonly siblings: readonly Failure[];
  /** Of the call that failed, where they were recorded. */
  readonly arguments: readonly Argument[] | undefined;
}

/** What is known of the session's failure from elsewhere. */
export interface KnownFailure {
  readonly failure?: Failure | undefined;
}

/** Reads the failures of a session from its failing spans. */
export function failuresOf(spans: readonly Span[], known: KnownFailure = {}): FailuresOfSpans {
  const failing = spans.filter(
    (span) => span.failed && span.attributes.get("lk.failure.frames") !== undefined,
  );
  const root = spans.find(({ name }) => name === "session");
  if (root !== undefined && !root.failed && known.failure === undefined)
    return { failure: undefined, siblings: [], arguments: undefined };
  const ofRoot = root && failing.includes(root) ? failureOf(root) : undefined;
  const byId = new Map(spans.map((span) => [span.id, span]));
  const calls = new Calls(failing.filter((span) => span !== root));
  const origin =
    known.failure || ofRoot
      ? calls.spans
          .filter((span) => isSame(failureOf(span), (known.failure ?? ofRoot)!))
          .reduce<Span | undefined>(laterAttempt, undefined)
      : outermost(calls, byId);
  const failure = known.failure ?? complete(ofRoot ?? (origin && failureOf(origin)), origin, calls);
  const recorded = origin?.attributes.get("lk.arguments");
  const args = recorded === undefined ? undefined : readArguments(String(recorded));
  if (failure === undefined) return { failure, siblings: [], arguments: args };
  return { failure, siblings: siblingsOf(failure, origin, calls, byId), arguments: args };
}

/** A failure of a span, with those of earlier attempts of the same call. */
function complete(failure: Failure | undefined, origin: Span | undefined, calls: Calls): Failure | undefined {
  if (failure === undefined || origin === undefined || failure.suppressed !== undefined) return failure;
  const number = attemptOf(origin);
  const suppressed = calls
    .attempts(origin)
    .filter((span) => attemptOf(span) < number)
    .sort((a, b) => attemptOf(a) - attemptOf(b))
    .map(failureOf);
  return suppressed.length === 0 ? failure : { ...failure, suppressed };
}

/**
 * The failure that ended a session whose own span is missing: one that no span around it is known to have survived, and of several the one that is earliest in
 * the order of the program.
 */
function outermost(calls: Calls, byId: ReadonlyMap<string, Span>): Span | undefined {
  const last = calls.spans.filter((span) => calls.isLast(span));
  const open = last.filter((span) => !isSurvived(span, byId));
  const candidates = open.length > 0 ? open : last;
  return candidates.reduce<Span | undefined>(
    (best, span) => (best === undefined || inOrder(failureOf(span), failureOf(best)) < 0 ? span : best),
    undefined,
  );
}

/** The other failures in the fan-outs around a failure. What an `attempt` has caught is none of them. */
function siblingsOf(
  failure: Failure,
  origin: Span | undefined,
  calls: Calls,
  byId: ReadonlyMap<string, Span>,
): Failure[] {
  if (!elements(failure.frames).some(({ element }) => element)) return [];
  const found = calls.spans
    .filter((span) => !(origin && keyOf(span) === keyOf(origin)))
    .filter((span) => calls.isLast(span) && !isSurvived(span, byId))
    .map((span) => ({ span, failure: failureOf(span) }))
    .filter((each) => isSibling(each.failure, failure))
    .sort((a, b) => inOrder(a.failure, b.failure));
  // A failure that passes through a glue or a pipeline may have left its frames with several spans.
  const distinct = new Map(found.map((each) => [JSON.stringify(each.failure), each.failure]));
  return [...distinct.values()];
}

/** Whether two failures have the same outer frames up to a fan-out, and different elements of it. */
function isSibling(other: Failure, failure: Failure): boolean {
  const [a, b] = [elements(other.frames).reverse(), elements(failure.frames).reverse()];
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [one, two] = [a[at]!, b[at]!];
    if (one.function !== two.function || one.line !== two.line) return false;
    if (one.element?.index !== two.element?.index) return true;
  }
  return false;
}

function elements(frames: readonly FrameEntry[]): Frame[] {
  return frames.filter((entry): entry is Frame => !isForeign(entry) && !isRepetition(entry));
}

/** By the elements that they happened in, outermost first. */
function inOrder(a: Failure, b: Failure): number {
  const indices = ({ frames }: Failure) =>
    elements(frames)
      .reverse()
      .flatMap(({ element }) => element?.index ?? []);
  const [one, two] = [indices(a), indices(b)];
  for (let at = 0; at < Math.min(one.length, two.length); at++)
    if (one[at] !== two[at]) return one[at]! - two[at]!;
  return two.length - one.length;
}

/** Whether a span around it is known to have ended well: then an `attempt` there has caught the failure. Above a fan-out nothing can be said of one element. */
function isSurvived(span: Span, byId: ReadonlyMap<string, Span>): boolean {
  const seen = new Set<string>();
  for (let above = parentOf(span, byId); above && !seen.has(above.id); above = parentOf(above, byId)) {
    if (isFanOut(above)) return false;
    if (!above.failed && above.attributes.get("lk.cancelled") !== true) return true;
    seen.add(above.id);
  }
  return false;
}

function parentOf(span: Span, byId: ReadonlyMap<string, Span>): Span | undefined {
  return span.parent === undefined ? undefined : byId.get(span.parent);
}

function isFanOut({ name }: Span): boolean {
  return /\.(map|fold)$/.test(name);
}

/** Failing spans by the call that they are attempts of. */
class Calls {
  readonly spans: readonly Span[];
  private readonly byCall = new Map<string, Span[]>();

  constructor(spans: readonly Span[]) {
    this.spans = spans;
    for (const span of spans) {
      const known = this.byCall.get(keyOf(span));
      if (known) known.push(span);
      else this.byCall.set(keyOf(span), [span]);
    }
  }

  attempts(span: Span): Span[] {
    return [...(this.byCall.get(keyOf(span)) ?? [])];
  }

  isLast(span: Span): boolean {
    const number = attemptOf(span);
    return this.attempts(span).every((other) => attemptOf(other) <= number);
  }
}

function keyOf({ parent, name, attributes }: Span): string {
  return `${parent} ${name} ${attributes.get("lk.step")} ${attributes.get("lk.element.index")}`;
}

function laterAttempt(best: Span | undefined, span: Span): Span {
  return best !== undefined && attemptOf(best) > attemptOf(span) ? best : span;
}

function attemptOf(span: Span): number {
  return Number(span.attributes.get("lk.try") ?? 1);
}

function isSame(a: Failure, b: Failure): boolean {
  return a.kind === b.kind && JSON.stringify(a.frames) === JSON.stringify(b.frames);
}

const read = new WeakMap<Span, Failure>();

/** The failure that a span carries (docs/trace.md, "Attributes"). */
function failureOf(span: Span): Failure {
  const known = read.get(span) ?? readFailure(span);
  read.set(span, known);
  return known;
}

function readFailure(span: Span): Failure {
  const text = (key: string) => {
    const value = span.attributes.get(key);
    return value === undefined ? undefined : String(value);
  };
  const kind = text("lk.failure.kind") ?? "Internal";
  const exception = kind === "External" ? text("error.type")?.replace(/^python\./, "") : undefined;
  const causes = list<Cause>(text("lk.failure.causes"));
  const python = text("lk.failure.python");
  return {
    kind,
    ...(exception !== undefined && { exception }),
    message: text("lk.failure.message") ?? "",
    frames: list<FrameEntry>(text("lk.failure.frames")) ?? [],
    ...(causes && { causes }),
    ...(python !== undefined && { python }),
  };
}

function list<T>(text: string | undefined): readonly T[] | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value)
      ? value.filter((each) => typeof each === "object" && each !== null)
      : undefined;
  } catch {
    return undefined;
  }
}
