import type { Paint } from "./paint.js";

/** A mark of several lines, numbered from 1. */
export interface Barred {
  readonly first: number;
  readonly last: number;
  readonly sign: "^" | "-";
}

/** The bars beside the lines of marks that have several, drawn from the top down. Those beside each other have lanes of two cells, the longest outermost. */
export class Bars<M extends Barred> {
  private readonly lanes: readonly (readonly M[])[];
  private readonly drawn = new Set<M>();

  constructor(
    marks: readonly M[],
    private readonly paint: Paint,
  ) {
    const lanes: M[][] = [];
    const several = marks.filter(({ first, last }) => first < last);
    for (const mark of several.sort((a, b) => a.first - b.first || b.last - a.last)) {
      const free = lanes.find((lane) => lane.every(({ last }) => last < mark.first));
      if (free) free.push(mark);
      else lanes.push([mark]);
    }
    this.lanes = lanes;
  }

  /** Cells that the lanes take. */
  get width(): number {
    return 2 * this.lanes.length;
  }

  /** The lanes beside a line that marks may begin at. */
  beside(beginning: readonly M[] = []): string {
    const line = this.lanes.map((lane) => this.cell(lane, beginning)).join("");
    for (const mark of beginning) this.drawn.add(mark);
    return line;
  }

  /** The lanes beside a row with the sign of a mark, to which its bar turns: to begin, or to end. */
  turned(mark: M, way: "begins" | "ends", row: string): string {
    const at = this.lanes.findIndex((lane) => lane.includes(mark));
    const before = this.lanes.slice(0, at).map((lane) => this.cell(lane));
    const crossed = this.lanes.slice(at + 1).map((lane) => (this.through(lane) ? "┼─" : "──"));
    if (way === "begins") this.drawn.add(mark);
    else this.drawn.delete(mark);
    const blank = /^ */.exec(row)![0].length;
    const turn = `${way === "begins" ? "╭" : "╰"}─${crossed.join("")}${"─".repeat(blank)}`;
    return `${before.join("")}${this.paint.mark(mark.sign, turn)}${row.slice(blank)}`;
  }

  private cell(lane: readonly M[], beginning: readonly M[] = []): string {
    const through = this.through(lane);
    if (through) return `${this.paint.mark(through.sign, "│")} `;
    const begun = lane.find((mark) => beginning.includes(mark));
    return begun ? `${this.paint.mark(begun.sign, "╭")} ` : "  ";
  }

  private through(lane: readonly M[]): M | undefined {
    return lane.find((mark) => this.drawn.has(mark));
  }
}
