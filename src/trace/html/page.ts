import type { Trace } from "../assemble.js";
import type { Call } from "../calls.js";
import { duration } from "../duration.js";
import { type StackOptions, stackTrace } from "../stack.js";
import { head, where } from "../summary.js";
import { type CriticalPath, criticalPath, timeSum } from "../times.js";
import { html } from "./escape.js";
import { STYLE } from "./style.js";
import { timeline } from "./timeline.js";

/**
 * A trace as one HTML file that needs nothing else: the stack of a failure, the tree of calls with a timeline, where the time went. It has no script, and forbids any; no text
 * in it is taken as markup.
 * @param remarks what stands below a trace printed as text, a line each
 */
export function traceHtml(trace: Trace, remarks: readonly string[], options: StackOptions = {}): string {
  const critical = trace.state === "done" ? criticalPath(trace.calls) : new Map<Call, bigint>();
  const parts = [
    `<h1>${html(trace.pipeline ?? "session")}</h1>`,
    `<p><code>${html(head(trace))}</code></p>`,
    facts(trace),
    failure(trace, options),
    running(trace),
    calls(trace, critical),
    times(trace, critical),
    ...remarks.map((line) => `<p class="dim">${html(line)}</p>`),
  ];
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>session ${html(trace.session.slice(0, 8))}: ${html(trace.state)}</title>
<style>${STYLE}</style></head>
<body>
${parts.filter((part) => part !== "").join("\n")}
</body></html>
`;
}

function facts({ program, build, started, ended }: Trace): string {
  const known = [
    program && `program ${html(program)}`,
    build && `build <code>${html(build.slice(0, 8))}</code>`,
    started && `started ${html(started)}`,
    ended && `ended ${html(ended)}`,
  ].filter(Boolean);
  return known.length > 0 ? `<p class="dim">${known.join(" · ")}</p>` : "";
}

function failure({ session, failure, siblings }: Trace, options: StackOptions): string {
  if (failure === undefined) return "";
  const thread = `session-${session}`;
  const stack = `<h2>Stack trace</h2>\n<pre>${coloured(stackTrace(thread, failure, { ...options, siblings }))}</pre>`;
  if (siblings.length === 0) return stack;
  const all = coloured(stackTrace(thread, failure, { ...options, siblings, all: true }));
  return `${stack}\n<details><summary>all ${siblings.length + 1} elements that failed</summary><pre>${all}</pre></details>`;
}

/** Headers stand out, and facts stand back. */
function coloured(text: string): string {
  return text.trimEnd().split("\n").map(colouredLine).join("\n");
}

function colouredLine(line: string): string {
  const [, indent = "", own = "", facts = ""] = /^(\t*)(.*?)( ~\[[^\]]*\])?$/s.exec(line) ?? [];
  const shown = /^(at |\.\.\. | )/.test(own) ? html(own) : `<span class="bad">${html(own)}</span>`;
  return `${indent}${shown}${facts && `<span class="dim">${html(facts)}</span>`}`;
}

function running(trace: Trace): string {
  if (trace.state !== "running" && trace.state !== "lost") return "";
  return `<h2>Where it is</h2>\n${where(trace)
    .map((line) => `<p>${html(line)}</p>`)
    .join("\n")}`;
}

function calls(trace: Trace, critical: CriticalPath): string {
  if (trace.calls.length === 0) return "";
  const legend = critical.size > 0 ? " An orange edge marks what the end waited for." : "";
  return `<h2>Calls</h2>\n<p class="dim">Blue bars are calls of nodes, with the wait in their queue as an outline; red ones failed.${legend}</p>\n${timeline(trace.calls, critical)}`;
}

function times(trace: Trace, critical: CriticalPath): string {
  const { services, critical: along } = timeSum(trace.calls, critical);
  if (services.length === 0) return "";
  const path =
    critical.size > 0
      ? `<p>The end waited for ${duration(along.ran)} running, ${duration(along.waited)} waiting in queues, ${duration(along.between)} in between.</p>\n`
      : "";
  const rows = services.map(
    ({ name, calls, ran, waited }) =>
      `<tr><td class="name">${html(name)}</td><td>${calls}</td><td>${duration(ran)}</td><td>${duration(waited)}</td></tr>`,
  );
  return `<h2>Where the time went</h2>\n${path}<table><tr><th>all calls of</th><th>number</th><th>running</th><th>waiting</th></tr>\n${rows.join("\n")}</table>`;
}
