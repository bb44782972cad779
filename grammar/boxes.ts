/** Railroad diagrams as boxes with a track through them, laid out from the inside to the outside. */

/** A part of a diagram. The track comes in at its left edge and leaves at its right one, at the same height. */
export interface Box {
  readonly width: number;
  /** How far it reaches above the track. */
  readonly up: number;
  /** How far it reaches below the track. */
  readonly down: number;
  /** SVG with the left end of its track at a point. */
  draw(x: number, y: number): string;
}

const character = 7.83;
const half = 12;
const gap = 10;
/** Radius of a turn. */
const turn = 9;

function label(text: string, padding: number, kind: string, corner: number, link?: string): Box {
  const width = Math.ceil(text.length * character) + 2 * padding;
  return {
    width,
    up: half,
    down: half,
    draw(x, y) {
      const rect = `<rect x="${x}" y="${y - half}" width="${width}" height="${2 * half}" rx="${corner}"/>`;
      const words = `<text x="${x + width / 2}" y="${y + 4.5}">${escaped(text)}</text>`;
      const group = `<g class="${kind}">${rect}${words}</g>`;
      return link ? `<a href="#${link}">${group}</a>` : group;
    },
  };
}

/** Text that stands so in the program. */
export function literal(text: string): Box {
  return label(text, 10, "literal", half);
}

/** The name of a rule, which links to it. */
export function reference(text: string, link: string): Box {
  return label(text, 8, "rule", 0, link);
}

/** Words about what stands here. */
export function note(text: string): Box {
  return label(text, 4, "note", 0);
}

const straight: Box = { width: 0, up: 0, down: 0, draw: () => "" };

function track(path: string): string {
  return `<path d="${path}"/>`;
}

/** One after the other. */
export function row(boxes: readonly Box[]): Box {
  if (boxes.length === 1) return boxes[0]!;
  return {
    width: boxes.reduce((sum, box) => sum + box.width, gap * (boxes.length - 1)),
    up: Math.max(...boxes.map((box) => box.up)),
    down: Math.max(...boxes.map((box) => box.down)),
    draw(x, y) {
      let at = x;
      return boxes
        .map((box, index) => {
          const join = index > 0 ? track(`M${at} ${y}h${gap}`) : "";
          if (index > 0) at += gap;
          const drawn = join + box.draw(at, y);
          at += box.width;
          return drawn;
        })
        .join("");
    },
  };
}

/** One of several: the first on the track, the others below it. */
export function branches(options: readonly Box[]): Box {
  const [main, ...others] = options as [Box, ...Box[]];
  const inner = Math.max(...options.map((box) => box.width));
  const offsets: number[] = [];
  let bottom = main.down;
  for (const box of others) {
    bottom += gap + box.up;
    offsets.push(Math.max(bottom, 2 * turn));
    bottom = offsets.at(-1)! + box.down;
  }
  const width = inner + 4 * turn;
  return {
    width,
    up: main.up,
    down: bottom,
    draw(x, y) {
      const left = x + 2 * turn;
      const right = left + inner;
      const straightOn =
        track(`M${x} ${y}H${left}`) + main.draw(left, y) + track(`M${left + main.width} ${y}H${x + width}`);
      const below = others.map((box, index) => {
        const at = y + offsets[index]!;
        const into = `M${x} ${y}q${turn} 0 ${turn} ${turn}V${at - turn}q0 ${turn} ${turn} ${turn}`;
        const out = `M${left + box.width} ${at}H${right}q${turn} 0 ${turn} ${-turn}V${y + turn}q0 ${-turn} ${turn} ${-turn}`;
        return track(into) + box.draw(left, at) + track(out);
      });
      return straightOn + below.join("");
    },
  };
}

/** A box with a way around it, above. */
export function optional(box: Box): Box {
  const over = box.up + gap;
  const width = box.width + 4 * turn;
  const height = Math.max(over, 2 * turn);
  return {
    width,
    up: height,
    down: box.down,
    draw(x, y) {
      const left = x + 2 * turn;
      const around =
        `M${x} ${y}q${turn} 0 ${turn} ${-turn}V${y - height + turn}q0 ${-turn} ${turn} ${-turn}` +
        `H${left + box.width}q${turn} 0 ${turn} ${turn}V${y - turn}q0 ${turn} ${turn} ${turn}`;
      const on =
        track(`M${x} ${y}H${left}`) + box.draw(left, y) + track(`M${left + box.width} ${y}h${2 * turn}`);
      return track(around) + on;
    },
  };
}

/** A box that may be passed again, over what stands between two of them. */
export function repeated(box: Box, between: Box = straight): Box {
  const inner = Math.max(box.width, between.width);
  const width = inner + 2 * turn;
  const under = Math.max(box.down + gap + between.up, 2 * turn);
  return {
    width,
    up: box.up,
    down: under + between.down,
    draw(x, y) {
      const left = x + turn;
      const right = left + inner;
      const at = left + (inner - between.width) / 2;
      const on =
        track(`M${x} ${y}H${left}`) + box.draw(left, y) + track(`M${left + box.width} ${y}H${x + width}`);
      const back =
        `M${right} ${y}q${turn} 0 ${turn} ${turn}V${y + under - turn}q0 ${turn} ${-turn} ${turn}H${at + between.width}` +
        `M${at} ${y + under}H${left}q${-turn} 0 ${-turn} ${-turn}V${y + turn}q0 ${-turn} ${turn} ${-turn}`;
      return on + track(back) + between.draw(at, y + under);
    },
  };
}

/** A whole diagram, with a bar at both ends of its track. */
export function diagram(box: Box): string {
  const margin = 20;
  const [width, height] = [box.width + 2 * margin, box.up + box.down + 12];
  const y = 6 + box.up;
  const end = margin + box.width;
  const ends = track(`M8 ${y - 7}v14m0 -7H${margin}`) + track(`M${end} ${y}h12m0 -7v14`);
  const drawn = box.draw(margin, y) + ends;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${drawn}</svg>`;
}

/** Text as HTML. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
