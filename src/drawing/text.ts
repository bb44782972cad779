import type { Box, Drawing, Region } from "./drawing.js";
import { KINDS } from "./kinds.js";

/** A drawing as text: a line a box, numbered, with the numbers of what it waits for; what is within a region is indented. */
export function text(drawing: Drawing): string {
  if (drawing.regions.length === 0) return "no pipelines and no nodes\n";
  return `${drawing.regions.map((region) => new RegionText(region).text()).join("\n\n")}\n`;
}

/** Ends of regions that only lead on. */
const SILENT = new Set(["branched"]);

class RegionText {
  private readonly numbers = new Map<string, number>();
  private readonly sources = new Map<string, string[]>();

  constructor(private readonly region: Region) {
    this.gather(region);
  }

  text(): string {
    const { kind, label, place, shows } = this.region;
    const head = kind === "nodes" ? "nodes" : `pipeline ${label}  ${place}  service ${shows}`;
    return [head, ...this.lines(this.region, "  ")].join("\n");
  }

  private gather(region: Region): void {
    for (const { from, to, kind } of region.arrows)
      if (kind !== "next") this.sources.set(to, [...(this.sources.get(to) ?? []), from]);
    for (const part of region.parts) if ("region" in part) this.gather(part.region);
  }

  private lines(region: Region, indent: string): readonly string[] {
    return region.parts.flatMap((part) => {
      if ("region" in part) return this.lines(part.region, `${indent}  `);
      const { box } = part;
      if (SILENT.has(box.kind)) return [];
      return [`${indent}${this.line(box)}`];
    });
  }

  private line(box: Box): string {
    const { kind, label, place, details, shows } = box;
    if (kind === "node") return [label, place, `service ${shows}`, ...details].join("  ");
    const number = this.numbers.size + 1;
    this.numbers.set(box.id, number);
    const { word } = KINDS[kind];
    const said = label === "" || label === word ? word : `${word} ${label}`;
    const after = this.before(box.id);
    return [`${number}. ${said}`, ...details, place, after.length > 0 ? `after ${after.join(", ")}` : ""]
      .filter((each) => each !== "")
      .join("  ");
  }

  /** Numbers of the boxes that one waits for; through an end that has no line of its own, that of what is before it. */
  private before(id: string): readonly number[] {
    const found = (this.sources.get(id) ?? []).flatMap((source) => {
      const number = this.numbers.get(source);
      return number === undefined ? this.before(source) : [number];
    });
    return [...new Set(found)].sort((a, b) => a - b);
  }
}
