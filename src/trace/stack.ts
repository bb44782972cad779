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

/** How many failures of other elements are printed; the others are counted. */
const MOST_SIBLINGS = 3;

export interface StackOptions {
  /** Leave out the facts in `~[…]`. */
  readonly plain?: boolean;
  /** Failures of other elements, printed as suppressed ones. */
  readonly siblings?: readonly Failure[];
}

/**
 * The stack trace of a failure in the form of `Throwable.printStackTrace` (java.lang, JDK 17): a throwable's trailing frames that it shares with the
 * one around it are counted, not repeated.
 * @param thread `session-<id>`
 */
export function stackTrace(thread: string, failure: Failure, options: StackOptions = {}): string {
  const lines: string[] = [];
  printThrowable(
    lines,
    `Exception in thread "${thread}" `,
    failure,
    undefined,
    { indent: "", siblings: options.siblings ?? [] },
    options,
  );
  return `${lines.join("\n")}\n`;
}

function printThrowable(
  lines: string[],
  caption: string,
  failure: Failure,
  enclosing: readonly FrameEntry[] | undefined,
  { indent, siblings }: { readonly indent: string; readonly siblings: readonly Failure[] },
  options: StackOptions,
): void {
  lines.push(indent + caption + header(className(failure), failure.message));
  const frames = fold(failure.frames, same);
  const shared = enclosing === undefined ? 0 : common(frames, enclosing);
  // An earlier attempt keeps the frame with its facts, even if all are shared.
  const own = Math.max(frames.length - shared, Math.min(1, frames.length));
  printFrames(lines, frames, own, indent, options);
  const inner = { indent: `${indent}\t`, siblings: [] };
  for (const suppressed of [...(failure.suppressed ?? []), ...siblings.slice(0, MOST_SIBLINGS)])
    printThrowable(lines, "Suppressed: ", suppressed, frames, inner, options);
  const others = siblings.length - MOST_SIBLINGS;
  // No parser takes this for frames that are left out.
  if (others > 0)
    lines.push(
      `${indent}\t... and ${others} more element${others === 1 ? "" : "s"} failed, which --all prints`,
    );
  for (const cause of failure.causes ?? []) printCause(lines, cause, frames, indent);
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
function common(frames: readonly FrameEntry[], enclosing: readonly FrameEntry[]): number {
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

/** How many frames some entries stand for. */
function count(entries: readonly FrameEntry[]): number {
  return entries.reduce((sum, entry) => sum + (isRepetition(entry) ? entry.repeated * entry.frames : 1), 0);
}
