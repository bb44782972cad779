import { escapeText, message } from "./escape.js";
import {
  type Cause,
  className,
  type Failure,
  type Frame,
  type FrameEntry,
  identifier,
  isForeign,
  isRepetition,
  pythonClass,
} from "./failure.js";
import { fold } from "./fold.js";
import { groupFailures, ranges } from "./groups.js";
import { pythonFrames } from "./python.js";

/** How many failures of other elements are printed; the others are counted. */
const MOST_SIBLINGS = 3;
/** How many ranges of elements are named for one cause. */
const MOST_RANGES = 12;

export interface StackOptions {
  /** Leave out the facts in `~[…]`. */
  readonly plain?: boolean;
  /** Failures of other elements, printed as suppressed ones. */
  readonly siblings?: readonly Failure[];
  /** Print all of them, grouped by their cause. */
  readonly all?: boolean;
  /** With the frames of an external's own Python code. */
  readonly python?: boolean;
  /** Lines that stand below a frame, such as its source. */
  readonly below?: (frame: Frame) => readonly string[];
  /** Lines that stand below the innermost frame of the failure itself. */
  readonly innermost?: readonly string[];
}

/**
 * The stack trace of a failure in the form of `Throwable.printStackTrace` (java.lang, JDK 17): a throwable's trailing frames that it shares with the
 * one around it are counted, not repeated.
 * @param thread `session-<id>`
 */
export function stackTrace(thread: string, failure: Failure, options: StackOptions = {}): string {
  const lines: string[] = [];
  const { siblings = [], all = false } = options;
  const others = { indent: "", suppressed: siblings.slice(0, all ? 0 : MOST_SIBLINGS), more: [] as string[] };
  const hidden = siblings.length - others.suppressed.length;
  // No parser takes this for frames that are left out.
  if (!all && hidden > 0) others.more.push(`\t... and ${elements(hidden)} more failed, which --all prints`);
  if (all) others.more.push(...groupLines(siblings, failure, options));
  printThrowable(lines, `Exception in thread "${thread}" `, failure, undefined, others, options);
  return `${lines.join("\n")}\n`;
}

/** A cause a block, in the form of a suppressed failure, with the elements that failed for it. */
function groupLines(siblings: readonly Failure[], failure: Failure, options: StackOptions): string[] {
  const groups = groupFailures(siblings);
  if (groups.length === 0) return [];
  const causes = `${groups.length} cause${groups.length === 1 ? "" : "s"}`;
  const lines = [`\t... and ${elements(siblings.length)} more failed, for ${causes}`];
  const frames = fold(failure.frames, same);
  for (const { first, elements: indices, messages } of groups) {
    printThrowable(lines, "Suppressed: ", first, frames, GROUPED, options);
    const differ = messages > 1 ? `, with ${messages} messages` : "";
    lines.push(`\t\t... in ${elements(indices.length)}: ${ranges(indices, MOST_RANGES)}${differ}`);
  }
  return lines;
}

const GROUPED: Others = { indent: "\t", suppressed: [], more: [], sibling: true };

function elements(count: number): string {
  return `${count} element${count === 1 ? "" : "s"}`;
}

/** What stands in a throwable beside its own frames and causes. */
interface Others {
  readonly indent: string;
  /** Behind its own earlier attempts. */
  readonly suppressed: readonly Failure[];
  /** Lines behind them. */
  readonly more: readonly string[];
  /** It failed in another element than the trace around it, so that a frame of another element is its own. */
  readonly sibling?: boolean;
}

function printThrowable(
  lines: string[],
  caption: string,
  failure: Failure,
  enclosing: readonly FrameEntry[] | undefined,
  { indent, suppressed: siblings, more, sibling }: Others,
  options: StackOptions,
): void {
  lines.push(indent + caption + header(className(failure), failure.message));
  const frames = fold(failure.frames, same);
  const shared = enclosing === undefined ? 0 : common(frames, enclosing, sibling ? sameElement : same);
  // An earlier attempt keeps the frame with its facts, even if all are shared.
  const own = Math.max(frames.length - shared, Math.min(1, frames.length));
  if (options.python) printPython(lines, failure, indent);
  const below = enclosing === undefined ? options : { ...options, innermost: [] };
  printFrames(lines, frames, own, indent, below);
  const inner: Others = { indent: `${indent}\t`, suppressed: [], more: [] };
  for (const suppressed of failure.suppressed ?? [])
    printThrowable(lines, "Suppressed: ", suppressed, frames, inner, options);
  for (const other of siblings)
    printThrowable(lines, "Suppressed: ", other, frames, { ...inner, sibling: true }, options);
  lines.push(...more);
  for (const cause of failure.causes ?? []) printCause(lines, cause, frames, indent);
}

/** Python's frames are further in than any of the language's. */
function printPython(lines: string[], failure: Failure, indent: string): void {
  for (const { function: name, file, line } of pythonFrames(failure.python ?? "")) {
    const module = basename(file).replace(/\.py$/, "");
    lines.push(`${indent}\tat ${position({ function: `python.${module}.${identifier(name)}`, file, line })}`);
  }
}

/** A cause of an external has no frames of its own in `.lk` sources: it shares them all. */
function printCause(lines: string[], cause: Cause, frames: readonly FrameEntry[], indent: string): void {
  lines.push(`${indent}Caused by: ${header(pythonClass(cause.exception), cause.message)}`);
  const shared = count(frames);
  if (shared > 0) lines.push(`${indent}\t... ${shared} more`);
}

function printFrames(
  lines: string[],
  frames: readonly FrameEntry[],
  own: number,
  indent: string,
  options: StackOptions,
): void {
  let above: Frame | undefined;
  for (const entry of frames.slice(0, own)) {
    if (isRepetition(entry)) lines.push(`${indent}\t... repeated ${entry.repeated} times`);
    else if (isForeign(entry) && entry.text.startsWith("... "))
      lines.push(`${indent}\t${escapeText(entry.text)}`);
    else if (isForeign(entry)) lines.push(`${indent}\tat ${identifier(entry.text)}(Unknown Source)`);
    else {
      lines.push(`${indent}\tat ${position(entry)}${options.plain ? "" : facts(entry, above)}`);
      const under = [...(options.below?.(entry) ?? []), ...(above ? [] : (options.innermost ?? []))];
      lines.push(...under.map((line) => `${indent}\t    ${line}`));
      above = entry;
    }
  }
  const more = count(frames.slice(own));
  if (more > 0) lines.push(`${indent}\t... ${more} more`);
}

function header(name: string, text: string): string {
  return text === "" ? name : `${name}: ${message(text)}`;
}

/** `shop.stats.ratio(stats.lk:12)`. */
function position(frame: Frame): string {
  const name = frame.function.split(/[./]/).map(identifier).join(".");
  if (frame.file === undefined || frame.line === undefined) return `${name}(Unknown Source)`;
  return `${name}(${escapeText(basename(frame.file)).replace(/[():]/g, "_")}:${frame.line})`;
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** ` ~[node shop-stats-average, host average-7d9f, attempt 3 of 3]`, or nothing. The host stands once for the frames of one call. */
function facts(frame: Frame, above: Frame | undefined): string {
  const facts: string[] = [];
  if (frame.service !== undefined) facts.push(`${fact(frame.kind ?? "service")} ${fact(frame.service)}`);
  if (frame.element) facts.push(`element ${frame.element.index} of ${frame.element.count}`);
  const sameCall =
    above !== undefined &&
    above.service === frame.service &&
    above.host === frame.host &&
    above.element === undefined;
  if (frame.host !== undefined && !sameCall) facts.push(`host ${fact(frame.host)}`);
  if (frame.try !== undefined && (frame.tries ?? 1) > 1) facts.push(`attempt ${frame.try} of ${frame.tries}`);
  return facts.length === 0 ? "" : ` ~[${facts.join(", ")}]`;
}

/** Without what would end a fact or its list. */
function fact(text: string): string {
  return escapeText(text).replace(/[()[\],\s]/g, "_");
}

/** How many trailing entries two traces share; facts are no part of a frame. */
function common(
  frames: readonly FrameEntry[],
  enclosing: readonly FrameEntry[],
  same: (a: FrameEntry, b: FrameEntry) => boolean,
): number {
  let shared = 0;
  while (
    shared < frames.length &&
    shared < enclosing.length &&
    same(frames.at(-1 - shared)!, enclosing.at(-1 - shared)!)
  )
    shared++;
  // A round of a recursion is not cut in two.
  while (shared > 0 && isRepetition(frames[frames.length - shared]!)) shared--;
  return shared;
}

function same(a: FrameEntry, b: FrameEntry): boolean {
  if (isRepetition(a) || isRepetition(b))
    return isRepetition(a) && isRepetition(b) && a.repeated === b.repeated && a.frames === b.frames;
  if (isForeign(a) || isForeign(b)) return isForeign(a) && isForeign(b) && a.text === b.text;
  return a.function === b.function && a.file === b.file && a.line === b.line;
}

/** As `same`, of one element of a fan-out. */
function sameElement(a: FrameEntry, b: FrameEntry): boolean {
  if (!same(a, b) || isRepetition(a) || isRepetition(b) || isForeign(a) || isForeign(b)) return same(a, b);
  return a.element?.index === b.element?.index;
}

/** How many frames some entries stand for. */
function count(entries: readonly FrameEntry[]): number {
  return entries.reduce((sum, entry) => sum + (isRepetition(entry) ? entry.repeated * entry.frames : 1), 0);
}
