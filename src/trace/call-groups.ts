import type { Call } from "./calls.js";
import { duration } from "./duration.js";
import { escapeText } from "./escape.js";
import { earlier, later } from "./spans.js";
import { timesOf } from "./times.js";

/** Calls of one name and place below one parent: a fan-out, the rounds of a loop, tries. */
export interface Group {
  readonly name: string;
  readonly form: Call["form"];
  readonly calls: readonly Call[];
}

/** By name and place of the call, in order of the first start. */
export function grouped(calls: readonly Call[]): Group[] {
  const groups = new Map<string, { name: string; form: Call["form"]; calls: Call[] }>();
  for (const call of calls) {
    const key = `${call.form} ${call.name} ${call.span.attributes.get("lk.step") ?? ""}`;
    const known = groups.get(key);
    if (known) known.calls.push(call);
    else groups.set(key, { name: call.name, form: call.form, calls: [call] });
  }
  return [...groups.values()];
}

/** What is to be said of a group beside its time: median and slowest, waits, failures; safe to be printed. */
export function notes({ form, calls }: Group): string[] {
  const notes: string[] = form === "node" || form === "other" ? [] : [form];
  if (calls.length > 1) {
    const times = calls.map(({ span }) => span.end - span.start).sort((a, b) => (a < b ? -1 : 1));
    notes.push(
      `median ${duration(times[times.length >> 1]!)}`,
      `slowest ${duration(times.at(-1)!)}${slowest(calls)}`,
    );
  }
  const counted = (number: number, word: string) => {
    if (number > 0) notes.push(calls.length === 1 ? word : `${number} ${word}`);
  };
  if (form === "node") {
    const waits = calls.map(({ span }) => timesOf(span).waited).sort((a, b) => (a < b ? -1 : 1));
    const longest = waits.at(-1)!;
    if (longest > 0n)
      notes.push(calls.length === 1 ? `waited ${duration(longest)}` : `waited ${duration(longest)} at most`);
  }
  if (form === "other") notes.push(...tool(calls));
  counted(calls.filter(({ span }) => span.failed).length, "failed");
  counted(calls.filter(({ span }) => span.attributes.get("lk.cancelled") === true).length, "cancelled");
  return notes;
}

/** From the start of the first to the end of the last, in nanoseconds since 1970. */
export function extent(calls: readonly Call[]): { readonly start: bigint; readonly end: bigint } {
  const spans = calls.map(({ span }) => span);
  return {
    start: spans.map(({ start }) => start).reduce(earlier),
    end: spans.map(({ end }) => end).reduce(later),
  };
}

/** Which element was the slowest. */
function slowest(calls: readonly Call[]): string {
  const longest = calls.reduce((a, b) => (b.span.end - b.span.start > a.span.end - a.span.start ? b : a));
  const index = longest.span.attributes.get("lk.element.index");
  return index === undefined ? "" : ` (element ${index})`;
}

/** Which service of another tool a span is of. */
function tool(calls: readonly Call[]): string[] {
  const name = calls[0]!.span.attributes.get("service.name");
  return name === undefined ? [] : [`of ${escapeText(String(name))}`];
}
