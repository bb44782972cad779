import type { Span } from "../../../src/text/index.js";
import {
  after,
  atNodes,
  atTokens,
  before,
  chainOf,
  change,
  type Kind,
  type Kinds,
  passable,
  unitOf,
} from "../kind.js";
import type { Node, NodeSite } from "../sites.js";

const mismatches =
  "LK3001 LK3002 LK3003 LK3004 LK3005 LK3006 LK3007 LK3008 LK3009 LK3010 LK3011 LK3012 LK3013 LK3016 LK3017 LK3018 LK3023 LK3024 LK3025 LK3026 LK3028";

/** Values of another type than is asked for, and matches that leave something out. */
export const types: Kinds = {
  "an Int is a String": literal("int", (text) => `"${text}"`),
  "an Int is a Float": literal("int", (text) => (/^\d+$/.test(text) ? `${text}.5` : undefined)),
  "a Float is an Int": literal("float", () => "7"),
  "a String is an Int": literal("string", () => "7"),
  "a Bool is an Int": literal("bool", () => "7"),
  "a value is in a `Some`": passable(
    atNodes(`${mismatches} LK3020 LK3031 LK3030 LK3034 LK3036`, "name", ({ span }, site, ground) =>
      site.part === "value" || site.part === "left" || site.part === "right"
        ? change(span, `Some(${ground.text.slice(span.start, span.end)})`, unitOf(site))
        : undefined,
    ),
  ),
  "two arguments are swapped": passable(
    atNodes(`${mismatches} LK3020 LK3031`, "call", ({ span, arguments: given }, _, ground) => {
      const [one, two] = given as readonly Node[];
      if (!two || [one!, two].some(({ kind, label }) => kind !== "value" || label)) return undefined;
      const text = (node: Node) => ground.text.slice(node.span.start, node.span.end);
      return change({ start: one!.span.start, end: two.span.end }, `${text(two)}, ${text(one!)}`, span);
    }),
  ),
  "an arm is missing": passable(
    atNodes("LK4001", "match", ({ span, arms }) => {
      const [one, two] = (arms as readonly Node[]).slice(-2);
      return two && one ? change({ start: one.span.end, end: two.span.end }, "", span) : undefined;
    }),
  ),
  "the first arm is missing": passable(
    atNodes("LK4001", "match", ({ span, arms }) => {
      const [one, two] = arms as readonly Node[];
      return two ? change({ start: one!.span.start, end: two.span.start }, "", span) : undefined;
    }),
  ),
  "a condition is an Int": atNodes("LK3009", "if", ({ condition }) =>
    change((condition as Node).span, "7", (condition as Node).span),
  ),
  "a value is dropped": atNodes("LK3011", "block", ({ statements }) => {
    const first = (statements as readonly Node[])[0];
    return first && change(before(first.span), "7\n  ", before(first.span));
  }),
  "an operator joins what it is not for": atNodes(`${mismatches} LK3020`, "binary", (node, site) => {
    const { operator, operatorSpan, span } = node;
    const other = operator === "++" ? "+" : ["+", "-", "*"].includes(operator as string) ? "++" : undefined;
    return other ? change(operatorSpan as Span, other, chainOf(span, site)) : undefined;
  }),
  "an infinite type": atNodes("LK3019", "block", ({ statements }) => {
    const first = (statements as readonly Node[])[0];
    return first && change(before(first.span), "let _zq = fn(x) { x(x) }\n  ", before(first.span));
  }),
  "a `?` on an Int": atNodes("LK3036 LK3038 LK5004 LK3015 LK2301", "int", ({ span }, site) =>
    isOperand(site) ? change(after(span), "?", span) : undefined,
  ),
  "a call of an Int": atNodes("LK3030 LK2301", "int", ({ span }, site) =>
    isOperand(site) ? change(after(span), "(7)", span) : undefined,
  ),
  "a field of an Int": atNodes("LK3034 LK2301", "int", ({ span }, site) =>
    isOperand(site) ? change(span, "(7).size", span) : undefined,
  ),
  "a type argument too many": atTokens("LK2108", (site, ground) =>
    site.image === "List" && ground.text[site.span.end] === "("
      ? change({ start: site.span.end, end: site.span.end + 1 }, "(Int, ", site.declaration)
      : undefined,
  ),
};

function isOperand({ part, parents }: NodeSite): boolean {
  // Attributes have no kind.
  const attribute = parents.some((one) => "parentheses" in one);
  return (part === "value" || part === "right") && !attribute;
}

/** A literal of another type, where it is no pattern. */
function literal(kind: string, other: (text: string) => string | undefined): Kind {
  return passable(
    atNodes(`${mismatches} LK3020 LK3034 LK5104`, kind, ({ span, ...rest }, site, ground) => {
      if (kind === "string" && !("parts" in rest)) return undefined;
      if (isPattern(site) || site.parents.some(({ name, arguments: given }) => given && name))
        return undefined;
      const text = other(ground.text.slice(span.start, span.end));
      return text === undefined ? undefined : change(span, text, unitOf(site));
    }),
  );
}

function isPattern({ part, parents }: NodeSite): boolean {
  return part === "pattern" || parents.some((one, at) => parents[at + 1]?.pattern === one);
}
