import { type Module, parse } from "../../src/syntax/index.js";
import { lex } from "../../src/syntax/lexer.js";
import { SourceText, type Span } from "../../src/text/index.js";

/** A node of the syntax tree, of whatever kind; parts by their names. */
export interface Node {
  /** Undefined for names, arguments of attributes and patterns, fields, arms. */
  readonly kind?: string;
  readonly span: Span;
  readonly [part: string]: unknown;
}

export interface NodeSite {
  readonly what: "node";
  readonly node: Node;
  /** Which part of its parent it is: `callee`, `items`. */
  readonly part: string;
  /** What it is in, the nearest first; the last is the declaration or import. */
  readonly parents: readonly Node[];
}

export interface TokenSite {
  readonly what: "token";
  readonly image: string;
  readonly span: Span;
  /** The bracket that it is paired with. */
  readonly partner: Span | undefined;
  /** The declaration or import that it is in. */
  readonly declaration: Span;
}

export type Site = NodeSite | TokenSite;

/** A program's main module with all places at which a mistake can be made. */
export interface Ground {
  readonly text: string;
  readonly source: SourceText;
  readonly module: Module;
  readonly sites: readonly Site[];
}

/** Takes a valid module apart. */
export function groundOf(text: string): Ground {
  const source = new SourceText("main.lk", text);
  const { module } = parse(source);
  const tops = [...module.imports, ...module.declarations] as unknown as Node[];
  const nodes = tops.flatMap((top) => [...nodesIn(top, "module", [])]);
  return { text, source, module, sites: [...nodes, ...tokensOf(source, tops)] };
}

function* nodesIn(node: Node, part: string, parents: readonly Node[]): Generator<NodeSite> {
  yield { what: "node", node, part, parents };
  const inner = [node, ...parents];
  for (const [name, value] of Object.entries(node)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one && typeof one === "object" && "span" in one) yield* nodesIn(one as Node, name, inner);
    }
  }
}

function* tokensOf(source: SourceText, tops: readonly Node[]): Generator<TokenSite> {
  const found: { span: Span; image: string; partner?: Span }[] = [];
  const open: { span: Span; image: string; partner?: Span }[] = [];
  for (const { startOffset, image } of lex(source).tokens) {
    if (image === "") continue;
    const token: (typeof found)[number] = {
      span: { start: startOffset, end: startOffset + image.length },
      image,
    };
    found.push(token);
    if (/[([{]$/.test(image) && !image.startsWith('"')) open.push(token);
    if ([")", "]", "}"].includes(image)) {
      const opener = open.pop()!;
      opener.partner = token.span;
      token.partner = opener.span;
    }
  }
  for (const { span, image, partner } of found) {
    const declaration = tops.find(({ span: top }) => top.start <= span.start && span.start < top.end)?.span;
    yield { what: "token", span, image, partner, declaration: declaration ?? span };
  }
}
