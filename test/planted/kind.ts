import type { Span } from "../../src/text/index.js";
import type { Ground, Node, NodeSite, Site, TokenSite } from "./sites.js";

/** A change of the text. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A mistake at a place of a program. */
export interface Plant {
  /** In the order of their places. */
  readonly edits: readonly Edit[];
  /** Where the message's span lies, in the text before; with `exact`, which part of the new text it is. */
  readonly within: Span;
  readonly exact?: boolean;
}

/** A kind of mistake. */
export interface Kind {
  /** What is said of it: one code, or those of them that a place decides between. */
  readonly codes: readonly string[];
  /** The program may still be right. */
  readonly mayPass?: true;
  /** The share of places at which it is told alone, in its place; 0.85 where nothing else is said, with the reason. */
  readonly share?: { readonly least: number; readonly reason: string };
  /** The mistake made at a site, where it can be. */
  readonly plant: (site: Site, ground: Ground) => Plant | undefined;
}

export type Kinds = Readonly<Record<string, Kind>>;

/** A kind that is made at tokens. */
export function atTokens(codes: string, plant: (site: TokenSite, ground: Ground) => Plant | undefined): Kind {
  return {
    codes: codes.split(" "),
    plant: (site, ground) => (site.what === "token" ? plant(site, ground) : undefined),
  };
}

/** A kind that is made at nodes of the tree. */
export function atNodes(
  codes: string,
  kind: string | undefined,
  plant: (node: Node, site: NodeSite, ground: Ground) => Plant | undefined,
): Kind {
  return {
    codes: codes.split(" "),
    plant: (site, ground) =>
      site.what === "node" && site.node.kind === kind ? plant(site.node, site, ground) : undefined,
  };
}

/** Of a kind after which a program may be right all the same: then nothing is asked. */
export function passable(kind: Kind): Kind {
  return { ...kind, mayPass: true };
}

/** Of a kind that is told alone and in its place less often than others. */
export function seldom(least: number, reason: string, kind: Kind): Kind {
  return { ...kind, share: { least, reason } };
}

/** Writes something else, to be marked in full. */
export function instead(span: Span, text: string): Plant {
  return { edits: [{ span, text }], within: span, exact: true };
}

/** Writes something else, with the message anywhere in a span. */
export function change(span: Span, text: string, within: Span): Plant {
  return { edits: [{ span, text }], within };
}

export function before({ start }: Span): Span {
  return { start, end: start };
}

export function after({ end }: Span): Span {
  return { start: end, end };
}

/** The nearest statement or declaration that a node is in. */
export function unitOf({ parents }: NodeSite): Span {
  return (parents.find((_, at) => isStatement(parents, at)) ?? parents.at(-1)!).span;
}

function isStatement(parents: readonly Node[], at: number): boolean {
  const parent = parents[at + 1];
  return parent?.kind === "block" && (parent.statements as readonly Node[]).includes(parents[at]!);
}

/** An expression with the operators and pipes around it. */
export function chainOf(span: Span, { parents }: NodeSite): Span {
  const end = parents.findIndex(({ kind }) => kind !== "binary" && kind !== "pipe" && kind !== "value");
  return parents[end - 1]?.span ?? span;
}
