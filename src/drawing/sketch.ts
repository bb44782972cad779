import type { Arrow, ArrowKind, Box, BoxKind, Part, Region, RegionKind } from "./drawing.js";

/** Hands out the ids of a drawing. */
export class Ids {
  private boxes = 0;
  private regions = 0;

  box(): string {
    return `b${++this.boxes}`;
  }

  region(): string {
    return `r${++this.regions}`;
  }
}

/** What a box has beside its kind and its words. */
export interface BoxFacts {
  readonly shows: string;
  readonly place?: string;
  readonly details?: readonly string[];
}

/** A region while its parts are put into it. */
export class Sketch {
  private readonly id: string;
  private readonly parts: Part[] = [];
  private readonly arrows = new Map<string, Arrow>();

  constructor(
    readonly ids: Ids,
    private readonly kind: RegionKind,
    private readonly facts: { readonly label: string; readonly place: string; readonly shows: string },
  ) {
    this.id = ids.region();
  }

  box(kind: BoxKind, label: string, { shows, place = "", details = [] }: BoxFacts): Box {
    const box = { id: this.ids.box(), kind, label, details, place, shows };
    this.parts.push({ box });
    return box;
  }

  region(region: Region): void {
    this.parts.push({ region });
  }

  /** Between two boxes runs one arrow, that of the first kind given. */
  arrow(from: Box, to: Box, kind: ArrowKind = "value"): void {
    const key = `${from.id} ${to.id}`;
    if (!this.arrows.has(key)) this.arrows.set(key, { from: from.id, to: to.id, kind });
  }

  done(entry?: Box, exit?: Box): Region {
    const { id, kind, parts } = this;
    return { id, kind, ...this.facts, parts, arrows: [...this.arrows.values()], entry, exit };
  }
}
