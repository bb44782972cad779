import type { Span } from "../../../src/text/index.js";
import {
  after,
  atNodes,
  atTokens,
  before,
  chainOf,
  change,
  instead,
  type Kind,
  type Kinds,
  type Plant,
  passable,
} from "../kind.js";
import type { Ground, TokenSite } from "../sites.js";

/** Mistakes in brackets, separators, operators and words. */
export const syntax: Kinds = {
  "a `}` is missing": closerGone("}"),
  "a `)` is missing": closerGone(")"),
  "a `]` is missing": closerGone("]"),
  "a `{` is missing": openerGone("{"),
  "a `(` is missing": openerGone("("),
  "a `[` is missing": openerGone("["),
  "a `}` too many": twice("}", "LK1021"),
  "a `)` too many": twice(")", "LK1021"),
  "a `]` too many": twice("]", "LK1021"),
  "a string is not closed": atNodes("LK1001 LK1007 LK1055 LK1030 LK1031", "string", ({ span }, _, ground) =>
    change({ start: span.end - 1, end: span.end }, "", linesOf(ground, span)),
  ),
  "a comma is missing": passable(
    atTokens("LK1055 LK1031 LK1030 LK1051", (site, ground) =>
      site.image === "," && /^\s*[\w"]/.test(ground.text.slice(site.span.end))
        ? change(site.span, "", beside(ground, site.span))
        : undefined,
    ),
  ),
  "a comma too many": atTokens("LK1030", (site) =>
    site.image === ","
      ? change(site.span, ",,", { start: site.span.start, end: site.span.end + 1 })
      : undefined,
  ),
  "`=` for `==`": replaced("==", "=", "LK1033"),
  "`===` for `==`": replaced("==", "===", "LK1034 LK1057"),
  "`and` for `&&`": replaced("&&", "and", "LK1034 LK1057"),
  "`or` for `||`": replaced("||", "or", "LK1034 LK1057"),
  "`<>` for `!=`": replaced("!=", "<>", "LK1034 LK1057 LK1030"),
  "`=>` for `->`": replaced("->", "=>", "LK1034 LK1057 LK1030"),
  "`->` is missing": atTokens("LK1030 LK1055 LK1031 LK1034 LK1057", (site, ground) =>
    site.image === "->" ? change(site.span, "", beside(ground, site.span)) : undefined,
  ),
  "`:` is missing": passable(
    atTokens("LK1030 LK1055 LK1057 LK1034", (site, ground) =>
      site.image === ":" && /^\s*[\w"]/.test(ground.text.slice(site.span.end))
        ? change(site.span, " ", beside(ground, site.span))
        : undefined,
    ),
  ),
  "`let` is missing": atTokens("LK1033 LK1030 LK1031 LK1057", (site, ground) =>
    site.image === "let" ? change(site.span, "", linesOf(ground, site.span)) : undefined,
  ),
  "`=` of a `let` is missing": atTokens("LK1030 LK1031 LK1055", (site, ground) =>
    site.image === "=" ? change(site.span, "", beside(ground, site.span)) : undefined,
  ),
  "`else` is missing": atTokens("LK1031 LK1030 LK1055", (site, ground) =>
    site.image === "else" ? change(site.span, "", beside(ground, site.span)) : undefined,
  ),
  "an operator is missing": passable(
    atNodes("LK1031 LK1055 LK1030 LK1034 LK3011", "binary", ({ span, operatorSpan }, site, ground) =>
      /^\s*[\w"]/.test(ground.text.slice((operatorSpan as Span).end))
        ? change(operatorSpan as Span, "", chainOf(span, site))
        : undefined,
    ),
  ),
  "an operator too many": atNodes("LK1030", "binary", ({ operatorSpan }, _, ground) =>
    change(after(operatorSpan as Span), " *", beside(ground, operatorSpan as Span)),
  ),
  "`var` for `let`": word("let", "var"),
  "`val` for `let`": word("let", "val"),
  "`function` for `fn`": word("fn", "function"),
  "`def` for `fn`": word("fn", "def"),
  "`case` for `match`": word("match", "case"),
  "`switch` for `match`": word("match", "switch"),
  "`return` before a value": atNodes("LK1034 LK1057", "expression", ({ span }, { parents }, ground) => {
    const statements = parents[0]?.statements as readonly unknown[] | undefined;
    return statements && ground.text[span.start] !== "("
      ? change(before(span), "return ", { start: span.start, end: span.start + 1 })
      : undefined;
  }),
  "`;` behind a statement": atNodes("LK1032", "expression", ({ span }) =>
    change(after(span), ";", { start: span.end, end: span.end }),
  ),
  "`let` is misspelt": word("let", "lte"),
  "`match` is misspelt": word("match", "mathc"),
  "`else` is misspelt": word("else", "esle"),
  "`fn` is misspelt": word("fn", "fnn"),
  "`node` is misspelt": word("node", "nod"),
  "`type` is misspelt": word("type", "tpye"),
  "a stray character": atNodes("LK1004", "name", ({ span }) => change(after(span), " §", after(span))),
  "a comment of another language": atNodes("LK1034", "name", ({ span }, { parents }) =>
    parents.some(({ kind }) => kind === "string") ? undefined : change(after(span), " # then", after(span)),
  ),
  "a number is malformed": atNodes("LK1003", "int", ({ span }, _, ground) =>
    /^\d+$/.test(ground.text.slice(span.start, span.end)) ? change(after(span), "zq", span) : undefined,
  ),
};

/** A span with one blank behind it. */
function withBlank({ text }: Ground, { start, end }: Span): Span {
  return { start, end: text[end] === " " ? end + 1 : end };
}

/** Lines that a span is in. */
export function linesOf({ text }: Ground, { start, end }: Span): Span {
  const next = text.indexOf("\n", end);
  return { start: text.lastIndexOf("\n", start - 1) + 1, end: next < 0 ? text.length : next };
}

/** A span with the words before and behind it. */
function beside({ text }: Ground, { start, end }: Span): Span {
  const left = /\S*\s*$/.exec(text.slice(Math.max(0, start - 200), start))![0].length;
  const right = /^\s*\S*/.exec(text.slice(end, end + 200))![0].length;
  return { start: start - left, end: end + right };
}

function replaced(image: string, text: string, codes: string): Kind {
  return atTokens(codes, (site) => (site.image === image ? instead(site.span, text) : undefined));
}

function word(image: string, text: string): Kind {
  return atTokens("LK1033 LK1034 LK1057 LK1030 LK1031 LK1052 LK1055", (site, ground) =>
    site.image === image ? change(site.span, text, linesOf(ground, site.span)) : undefined,
  );
}

/** Where a closing bracket is missing, its partner is unclosed, or one in the same line around it. */
function closerGone(image: string): Kind {
  return atTokens("LK1020 LK1030", (site, ground) =>
    site.image === image && ground.text[site.partner!.start] !== "$"
      ? change(withBlank(ground, site.span), "", {
          start: linesOf(ground, site.partner!).start,
          end: linesOf(ground, site.span).end,
        })
      : undefined,
  );
}

function openerGone(image: string): Kind {
  return atTokens("LK1021 LK1030 LK1031 LK1055 LK1057 LK1052 LK1042 LK1044 LK1047 LK1053", (site, ground) => {
    if (site.image !== image || !site.partner) return undefined;
    const { start } = beside(ground, site.span);
    return change(site.span, " ", { start, end: site.partner!.end });
  });
}

function twice(image: string, codes: string): Kind {
  return atTokens(codes, (site: TokenSite, ground): Plant | undefined =>
    // `${x}}` is a text that ends in a brace.
    site.image === image && ground.text[site.partner!.start] !== "$"
      ? change(after(site.span), image, { start: site.span.start, end: linesOf(ground, site.span).end })
      : undefined,
  );
}
