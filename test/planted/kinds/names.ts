import type { Span } from "../../../src/text/index.js";
import { after, atNodes, before, change, instead, type Kinds, passable } from "../kind.js";
import type { Node, NodeSite } from "../sites.js";

/** What no name begins or ends with. */
const odd = "zq";

/** Names, labels, arguments and attributes that there are not, or twice. */
export const names: Kinds = {
  "a name is unknown": atNodes("LK2201 LK2221", "name", ({ span, name }, { part }) =>
    part === "target" ? undefined : instead(span, `${name}${odd}`),
  ),
  "a constructor is unknown": atNodes("LK2202", "constructor", ({ span, name }) =>
    typeof name === "string" ? instead(span, `${name}${odd}`) : undefined,
  ),
  "a constructor in a pattern is unknown": atNodes("LK2202 LK2204", "constructor", ({ name }) =>
    typeof name === "string" ? undefined : spelt(name as Written),
  ),
  "a member or field is unknown": atNodes("LK2204 LK3034", "access", ({ name }) => spelt(name as Written)),
  "a type is unknown": atNodes("LK2203 LK2204", "named", ({ name }) => spelt(name as Written)),
  "a label is unknown": atNodes("LK2206", "value", ({ label }) =>
    label ? spelt(label as Written) : undefined,
  ),
  "a module is unknown": atNodes("LK2221 LK2201", "access", ({ target }, _, ground) => {
    const { kind, name, span } = target as Node;
    const imported = ground.module.imports.some((one) => !one.alias && one.path.at(-1)!.text === name);
    return kind === "name" && imported ? instead(span, `${name}${odd}`) : undefined;
  }),
  "an imported module is unknown": atNodes("LK2001", undefined, ({ path }) => {
    const names = path as readonly Written[] | undefined;
    const last = names?.at(-1);
    return last && change(after(last.span), "q", { start: names![0]!.span.start, end: last.span.end });
  }),
  "an imported name is unknown": atNodes("LK2006", undefined, ({ constructors, name }) =>
    constructors === false ? spelt(name as Written) : undefined,
  ),
  "an import is missing": passable(
    atNodes("LK2221", undefined, ({ span, path, names }, _, ground) => {
      if (!path || names) return undefined;
      return change(span, "", { start: 0, end: ground.text.length });
    }),
  ),
  "an argument is too much": atNodes("LK2207", "call", ({ span, callee, arguments: given }, _, ground) => {
    const last = (given as readonly Node[]).at(-1);
    const plain = last?.kind === "value" && !last.label && (callee as Node).kind !== "lambda";
    return plain ? change(after(last.span), ", 7", span) : ground.text === "" ? undefined : undefined;
  }),
  "the last argument is missing": atNodes("LK2208", "call", ({ span, arguments: given }, { parents }) => {
    const [one, last] = (given as readonly Node[]).slice(-2);
    if (!last || parents[0]?.kind === "pipe") return undefined;
    // What an update leaves out stays.
    if ((given as readonly Node[])[0]!.kind === "spread") return undefined;
    return change({ start: one!.span.end, end: last.span.end }, "", span);
  }),
  "a field is missing": atNodes("LK2208", "call", ({ span, callee, arguments: given }) => {
    const [first, second] = given as readonly Node[];
    if ((callee as Node).kind !== "constructor" || !second || first!.kind === "spread") return undefined;
    if ((given as readonly Node[]).some(({ label }) => !label)) return undefined;
    return change({ start: first!.span.start, end: second.span.start }, "", span);
  }),
  "a field too many": atNodes("LK2206", "call", ({ callee, arguments: given }) => {
    const last = (given as readonly Node[]).at(-1);
    if ((callee as Node).kind !== "constructor" || !last?.label) return undefined;
    return change(after(last.span), `, extra_${odd}: 7`, after(last.span));
  }),
  "a label is given twice": atNodes("LK1046 LK2209", "call", ({ span, arguments: given }) => {
    const last = (given as readonly Node[]).at(-1);
    return last?.label && last.kind === "value"
      ? change(after(last.span), `, ${(last.label as Written).text}: 7`, span)
      : undefined;
  }),
  "a parameter is declared twice": atNodes("LK1046", undefined, ({ span, name }, { part, parents }) =>
    part === "parameters" && name
      ? change(before(span), `${(name as Written).text}: Int, `, headOf(parents[0]!))
      : undefined,
  ),
  "a field is declared twice": atNodes("LK1046", undefined, ({ span, type, name }, { parents }) =>
    type ? change(after(span), `, ${(name as Written).text}: Int`, parents[0]!.span) : undefined,
  ),
  "a function is declared twice": declaredTwice("fn", (name) => `fn ${name}() { 7 }`),
  "a node is declared twice": declaredTwice("node", (name) => `node ${name}() -> Int { 7 }`),
  "a type is declared twice": declaredTwice("type", (name) => `type ${name} { count_${odd}: Int }`),
  "a constant is declared twice": declaredTwice("const", (name) => `const ${name} = 7`),
  "a name is bound twice": atNodes("LK2215", "wildcard", ({ span }, { part, parents }) => {
    const other = (parents[0]?.items as readonly Node[] | undefined)?.find(({ kind }) => kind === "variable");
    return part === "items" && parents[0]?.kind === "tuple" && other
      ? change(span, other.name as string, parents[0].span)
      : undefined;
  }),
  "an attribute is unknown": atNodes("LK2401", "node", ({ span }, { parents }) =>
    parents.length === 0
      ? {
          edits: [{ span: before(span), text: `@retyr(max: 3)\n` }],
          within: { start: span.start, end: span.start },
        }
      : undefined,
  ),
  "an attribute stands at what it is not for": atNodes("LK2403", "type", ({ span }, { parents }) =>
    parents.length === 0
      ? {
          edits: [{ span: before(span), text: `@timeout(3s)\n` }],
          within: { start: span.start, end: span.start },
        }
      : undefined,
  ),
};

interface Written {
  readonly text: string;
  readonly span: Span;
}

function spelt({ text, span }: Written) {
  return instead(span, `${text}${odd}`);
}

function headOf({ span, body }: Node): Span {
  return { start: span.start, end: (body as Node | undefined)?.span.start ?? span.end };
}

function declaredTwice(kind: string, declaration: (name: string) => string) {
  return atNodes("LK2101 LK2007", kind, ({ span, name }, { parents }: NodeSite, ground) => {
    if (parents.length > 0 || typeof name === "string") return undefined;
    const end = { start: ground.text.length, end: ground.text.length };
    const { text, span: own } = name as Written;
    void span;
    return change(end, `\n${declaration(text)}\n`, { start: own.start, end: ground.text.length });
  });
}
