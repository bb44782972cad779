import { SaxesParser } from "saxes";

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A box or a region of an SVG as it is seen. */
export interface Seen {
  readonly id: string | undefined;
  readonly kind: string;
  readonly shows: string | undefined;
  readonly at: Rectangle;
  readonly texts: readonly { readonly text: string; readonly style: string; readonly middle: number }[];
  readonly inside: readonly Seen[];
  readonly arrows: readonly Arrow[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  /** The end of it that lies on another arrow, to the same box or from the same. */
  readonly joins: string | undefined;
  /** Where it turns, and on curves close enough to each other that no box lies between; else it goes on straight up, down or to a side. */
  readonly points: readonly Point[];
}

export type Point = readonly [x: number, y: number];

/** Reads an SVG: XML that is well formed, or an error. */
export function readSvg(text: string): { readonly root: Node; readonly regions: readonly Seen[] } {
  const root = parse(text);
  const regions = root.children.filter(isShown).map(seen);
  return { root, regions };
}

function parse(text: string): Node {
  const parser = new SaxesParser();
  const open: Node[] = [{ name: "", attributes: {}, children: [], text: "" }];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const node = { name, attributes: attributes as Record<string, string>, children: [], text: "" };
    open.at(-1)!.children.push(node);
    open.push(node);
  });
  parser.on("text", (more) => {
    open.at(-1)!.text += more;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  return open[0]!.children[0]!;
}

function isShown({ name, attributes }: Node): boolean {
  return name === "g" && attributes["data-kind"] !== undefined;
}

function seen({ attributes, children }: Node): Seen {
  const number = (node: Node, key: string) => Number(node.attributes[key]);
  return {
    id: attributes.id,
    kind: attributes["data-kind"]!,
    shows: attributes["data-shows"],
    at: outline(children.find(({ name }) => ["rect", "polygon", "circle"].includes(name))!),
    texts: children
      .filter(({ name }) => name === "text")
      .map((node) => ({ text: node.text, style: node.attributes.class!, middle: number(node, "x") })),
    inside: children.filter(isShown).map(seen),
    arrows: children.filter((node) => node.attributes["data-from"] !== undefined).map(arrow),
  };
}

function outline({ name, attributes }: Node): Rectangle {
  const of = (key: string) => Number(attributes[key]);
  if (name === "circle") {
    const [x, y, r] = [of("cx"), of("cy"), of("r")];
    return { left: x - r, top: y - r, right: x + r, bottom: y + r };
  }
  if (name === "rect") {
    const [x, y] = [of("x"), of("y")];
    return { left: x, top: y, right: x + of("width"), bottom: y + of("height") };
  }
  const points = attributes
    .points!.split(" ")
    .map((point) => point.split(",").map(Number) as [number, number]);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

function arrow({ attributes }: Node): Arrow {
  const points: Point[] = [];
  for (const [, command, numbers] of attributes.d!.matchAll(/([MVHC])([-\d. ]+)/g)) {
    const values = numbers!.trim().split(/ +/).map(Number);
    const [x, y] = points.at(-1) ?? [0, 0];
    if (command === "M") points.push([values[0]!, values[1]!]);
    if (command === "V") points.push([x, values[0]!]);
    if (command === "H") points.push([values[0]!, y]);
    if (command === "C") {
      const [ax, ay, bx, by, cx, cy] = values as [number, number, number, number, number, number];
      for (let step = 1; step <= 20; step++) {
        const [t, u] = [step / 20, 1 - step / 20];
        const at = (p: number, a: number, b: number, c: number) =>
          u ** 3 * p + 3 * u * u * t * a + 3 * u * t * t * b + t ** 3 * c;
        points.push([at(x, ax, bx, cx), at(y, ay, by, cy)]);
      }
    }
  }
  const [from, to] = [attributes["data-from"]!, attributes["data-to"]!];
  return { from, to, kind: attributes.class!, joins: attributes["data-joins"], points };
}

/** All boxes and regions within some, themselves included. */
export function everything(all: readonly Seen[]): readonly Seen[] {
  return all.flatMap((each) => [each, ...everything(each.inside)]);
}
