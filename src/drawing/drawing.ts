/**
 * What all formats draw. Every pipeline is a region; every step in it is a box, and where it has a body (the function of a fan-out, a
 * branch, what is attempted) a region within, entered and left through a box of its own. Arrows run between boxes.
 */
export interface Drawing {
  /** Name of the program, or of the pipeline that is drawn. */
  readonly title: string;
  readonly regions: readonly Region[];
}

export type BoxKind =
  | "start"
  | "call"
  | "pipeline"
  | "glue"
  | "scatter"
  | "gather"
  | "chain"
  | "chained"
  | "choose"
  | "branch"
  | "branched"
  | "merge"
  | "attempt"
  | "attempted"
  | "join"
  | "return"
  | "node";

export type RegionKind = "pipeline" | "fan-out" | "fold" | "branch" | "attempt" | "nodes";

export type ArrowKind =
  /** What the first gives, the second uses. */
  | "value"
  /** From a choose to a branch, of which one is taken. */
  | "choice"
  /** From the end of a fold's body to its start: the next element. */
  | "next"
  /** Its value is not used, but the end waits for it. */
  | "wait";

export interface Box {
  /** `b7`; unique in its drawing. */
  readonly id: string;
  readonly kind: BoxKind;
  /** Words of the program, on one line; empty for a `branched` and a `merge`. */
  readonly label: string;
  /** More about it: the attributes of a node. */
  readonly details: readonly string[];
  /** `src/main.lk:12`; empty where another box has it. */
  readonly place: string;
  /** What of the descriptor it shows: a step `main.checkout/3`, `main.checkout/return`, a body `main.checkout#1`, a service. */
  readonly shows: string;
}

export interface Region {
  /** `r3`; unique in its drawing. */
  readonly id: string;
  readonly kind: RegionKind;
  /** The name of a pipeline; empty for regions within. */
  readonly label: string;
  readonly place: string;
  /** A pipeline's service, a body's pipeline; empty for the region of the nodes. */
  readonly shows: string;
  readonly parts: readonly Part[];
  /** Arrows between its parts; one that ends at a region's `entry` or begins at its `exit` is that of the region. */
  readonly arrows: readonly Arrow[];
  /** The boxes through which it is entered and left, among its parts; the nodes' has none. */
  readonly entry: Box | undefined;
  readonly exit: Box | undefined;
}

export type Part = { readonly box: Box } | { readonly region: Region };

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly kind: ArrowKind;
}

/** All boxes of a region, those of regions within it included, in the order of the program. */
export function boxesOf(region: Region): readonly Box[] {
  return region.parts.flatMap((part) => ("box" in part ? [part.box] : boxesOf(part.region)));
}

/** The region and all within it, outermost first. */
export function regionsOf(region: Region): readonly Region[] {
  return [region, ...region.parts.flatMap((part) => ("region" in part ? regionsOf(part.region) : []))];
}
