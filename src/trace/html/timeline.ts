import { extent, type Group, grouped, notes } from "../call-groups.js";
import type { Call } from "../calls.js";
import { duration } from "../duration.js";
import { later } from "../spans.js";
import { type CriticalPath, timesOf } from "../times.js";
import { html } from "./escape.js";

/** Rows, and levels of them, that are drawn; the others are counted. */
const MOST_ROWS = 1_500;
const DEEPEST = 40;
/** Bars in a row; more would lie upon each other. */
const MOST_BARS = 150;

interface Scale {
  readonly start: bigint;
  readonly length: bigint;
}

/**
 * The tree of calls, a row a group, each with bars for when its calls waited and ran.
 * @param critical the calls that the end waited for
 */
export function timeline(calls: readonly Call[], critical: CriticalPath): string {
  if (calls.length === 0) return "";
  const { start, end } = extent([...calls, ...calls.flatMap(({ children }) => children)]);
  const scale: Scale = { start, length: end > start ? end - start : 1n };
  const rows: string[] = [];
  let hidden = 0;
  const open = grouped(calls)
    .map((group) => ({ group, depth: 0 }))
    .reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (rows.length >= MOST_ROWS || next.depth > DEEPEST) {
      hidden++;
      continue;
    }
    rows.push(row(next.group, next.depth, scale, critical));
    const { depth, group } = next;
    const below = grouped(group.calls.flatMap((call) => call.children));
    for (const child of below.reverse()) open.push({ group: child, depth: depth + 1 });
  }
  const more = hidden > 0 ? `<p class="dim">... and ${hidden} more rows</p>` : "";
  return `${axis(scale)}${rows.join("")}${more}`;
}

function axis({ length }: Scale): string {
  const ticks = [0n, 1n, 2n, 3n, 4n].map((part) => `<span>${duration((length * part) / 4n)}</span>`);
  return `<div class="row axis"><span></span><span></span><div class="track">${ticks.join("")}</div></div>`;
}

function row(group: Group, depth: number, scale: Scale, critical: CriticalPath): string {
  const { calls, name } = group;
  const { start, end } = extent(calls);
  const many = calls.length > 1 ? ` ×${calls.length}` : "";
  const more = notes(group).map(html).join(", ");
  const failed = calls.some(({ span }) => span.failed) ? ' class="bad"' : "";
  return `<div class="row"><span style="padding-left:${Math.min(depth, 12) * 0.8}rem"><span class="name"><span${failed}>${html(name)}</span>${many}</span> <span class="dim">${more}</span></span><span class="time">${duration(end - start)}</span><div class="track">${bars(group, scale, critical)}</div></div>`;
}

/** One bar a call; where there are too many, those that lie next to each other become one. */
function bars({ calls, form }: Group, scale: Scale, critical: CriticalPath): string {
  const sorted = [...calls].sort((a, b) => (a.span.start < b.span.start ? -1 : 1));
  const size = Math.ceil(sorted.length / MOST_BARS);
  const drawn: string[] = [];
  for (let at = 0; at < sorted.length; at += size) {
    const part = sorted.slice(at, at + size);
    const [first] = part;
    const { waited } = timesOf(first!.span);
    const from = first!.span.start;
    const to = part.map(({ span }) => span.end).reduce(later);
    if (waited > 0n && size === 1) drawn.push(bar("wait", from - waited, from, scale));
    const kinds = [
      form === "node" && "node",
      part.some(({ span }) => span.failed) && "failed",
      part.some((call) => critical.has(call)) && "hot",
    ].filter(Boolean);
    drawn.push(bar(kinds.join(" "), from, to, scale));
  }
  return drawn.join("");
}

function bar(kind: string, from: bigint, to: bigint, { start, length }: Scale): string {
  const left = percent(from - start, length);
  const right = percent(to - start, length);
  const named = kind === "" ? "" : ` class="${kind}"`;
  return `<i${named} style="left:${left}%;width:${Math.max(0, right - left).toFixed(2)}%"></i>`;
}

/** Clocks of other hosts may lie outside. */
function percent(part: bigint, whole: bigint): number {
  return Math.min(100, Math.max(0, Number((part * 1_000_000n) / whole) / 10_000));
}
