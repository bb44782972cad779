import {
  type Box,
  branches,
  diagram,
  escaped,
  literal,
  note,
  optional,
  reference,
  repeated,
  row,
} from "./boxes";
import { type Production, parseGrammar, type Rules } from "./ebnf";

/** The page `railroad.html`, made of the text of `lk.ebnf`: a diagram for each rule, under its headings. */
export function railroadPage(ebnf: string): string {
  const { syntax, tokens } = parseGrammar(ebnf);
  const rules: Rules = new Map([...syntax, ...tokens]);
  const sections = ebnf.split(/^\(\* -- /m).slice(1);
  const body = sections.map((section) => {
    const title = /^[^-]+/.exec(section)![0].trim();
    const names = [...section.matchAll(/^([A-Za-z]+(?: [A-Za-z]+)*) +=/gm)].map((found) => found[1]!);
    return `<h2>${title}</h2>\n${names.map((name) => figure(name, rules)).join("\n")}`;
  });
  return page(body.join("\n"));
}

function figure(name: string, rules: Rules): string {
  return `<figure id="${anchor(name)}"><figcaption>${escaped(name)}</figcaption>${diagram(box(rules.get(name)!, rules))}</figure>`;
}

function anchor(name: string): string {
  return name.replaceAll(" ", "-");
}

/** The members of a sequence; `x , { "," , x }` is one of them, a loop. */
function items(productions: readonly Production[], rules: Rules): Box[] {
  const boxes: Box[] = [];
  for (const [index, production] of productions.entries()) {
    const before = productions[index - 1];
    const loop = before && separated(before, production);
    if (loop) boxes.splice(-1, 1, repeated(boxes.at(-1)!, row(items(loop, rules))));
    else boxes.push(box(production, rules));
  }
  return boxes;
}

/** What stands between the items of `x , { separator , x }`; for `x , { x }` nothing is no list. */
function separated(first: Production, loop: Production): readonly Production[] | undefined {
  if (loop.kind !== "repeat" || loop.item.kind !== "sequence") return undefined;
  const last = loop.item.items.at(-1)!;
  return JSON.stringify(last) === JSON.stringify(first) ? loop.item.items.slice(0, -1) : undefined;
}

function box(production: Production, rules: Rules): Box {
  switch (production.kind) {
    case "terminal":
      return literal(production.text);
    case "special":
      return note(production.text);
    case "rule":
      return named(production.name, rules);
    case "sequence":
      return row(items(production.items, rules));
    case "choice":
      return branches(production.options.map((option) => box(option, rules)));
    case "option":
      return optional(box(production.item, rules));
    case "repeat":
      return optional(repeated(box(production.item, rules)));
    case "except":
      return row([box(production.item, rules), note("but not"), box(production.not, rules)]);
    case "macro": {
      const comma = literal(",");
      const between = production.name === "lines" ? branches([comma, note("new line")]) : comma;
      const some = row([repeated(box(production.item, rules), between), optional(comma)]);
      return production.name === "list" ? optional(some) : some;
    }
  }
}

function named(name: string, rules: Rules): Box {
  if (rules.has(name)) return reference(name, anchor(name));
  return note(name === "NL" ? "new line" : "same line");
}

const style = `
:root { color-scheme: light dark; --ink: #1f2328; --faint: #656d76; --paper: #fff; --literal: #ddf4e4; --rule: #e6effb; --line: #6b7683; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --faint: #9198a1; --paper: #0d1117; --literal: #12351f; --rule: #17263d; --line: #8b949e; } }
body { max-width: 940px; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
figure { margin: 1.2rem 0; overflow-x: auto; }
figcaption { font: 600 14px ui-monospace, monospace; }
figure:target figcaption { text-decoration: underline; }
svg path { fill: none; stroke: var(--line); stroke-width: 1.5; }
svg text { font: 13px ui-monospace, "DejaVu Sans Mono", monospace; text-anchor: middle; fill: var(--ink); }
svg rect { stroke: var(--line); stroke-width: 1; }
.literal rect { fill: var(--literal); }
.literal text { font-weight: 600; }
.rule rect { fill: var(--rule); }
.note rect { fill: var(--paper); stroke: none; }
.note text { font-style: italic; fill: var(--faint); }`;

function page(body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The grammar of LambdaKube</title>
<style>${style}
</style>
</head>
<body>
<h1>The grammar of LambdaKube</h1>
<p>Made from <a href="lk.ebnf">lk.ebnf</a>. Round boxes stand so in a program, square ones are rules. <em>new line</em> is a line break that ends
something, <em>same line</em> says that none stands there; the <a href="README.md">README</a> says which line breaks do.</p>
${body}
</body>
</html>
`;
}
