import { svg } from "../../src/drawing";
import { parts } from "./descriptor";
import { everything, type Point, type Rectangle, readSvg, type Seen } from "./picture";
import type { Drawn } from "./programs";

/** Kinds that a descriptor's parts are seen as: of a region, and of a box. */
const REGIONS = new Set(["pipeline", "fan-out", "fold", "branch", "attempt"]);
const BOXES = new Set(["node", "call", "pipeline", "choose", "join"]);

/** What is wrong with the SVG of a program; empty where it shows what the descriptor has, as people can read it. */
export function faultsOf({ drawing, descriptor }: Drawn): readonly string[] {
  const { root, regions } = readSvg(svg(drawing));
  const all = everything(regions);
  const page = {
    left: 0,
    top: 0,
    right: Number(root.attributes.width),
    bottom: Number(root.attributes.height),
  };
  return [
    ...setFaults(all, parts(descriptor)),
    ...regions.filter(({ at }) => !inside(at, page)).map(({ shows }) => `${shows} leaves the page`),
    ...overlaps(regions),
    ...all.flatMap(({ inside }) => overlaps(inside)),
    ...all.flatMap((each) =>
      each.inside.filter(({ at }) => !inside(at, each.at)).map(({ id }) => `${id} leaves ${each.shows}`),
    ),
    ...all.flatMap(textFaults),
    ...arrowFaults(all),
  ];
}

function setFaults(all: readonly Seen[], wanted: readonly string[]): readonly string[] {
  const found = all.flatMap(({ id, kind, shows }) =>
    (id === undefined ? REGIONS : BOXES).has(kind) ? [`${kind} ${shows}`] : [],
  );
  const missing = wanted.filter((each) => !found.includes(each)).map((each) => `${each} is not there`);
  const more = found
    .filter((each) => !wanted.includes(each))
    .map((each) => `${each} is no part of the program`);
  const twice = found.filter((each, at) => found.indexOf(each) < at).map((each) => `${each} is there twice`);
  return [...missing, ...more, ...twice];
}

function inside(inner: Rectangle, outer: Rectangle): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.right <= outer.right &&
    inner.bottom <= outer.bottom
  );
}

function overlaps(siblings: readonly Seen[]): readonly string[] {
  return siblings.flatMap((one, at) =>
    siblings
      .slice(at + 1)
      .filter(
        ({ at: other }) =>
          one.at.left < other.right &&
          other.left < one.at.right &&
          one.at.top < other.bottom &&
          other.top < one.at.bottom,
      )
      .map((other) => `${one.id ?? one.shows} lies over ${other.id ?? other.shows}`),
  );
}

/** DejaVu Sans Mono, the widest of the usual monospaced fonts, has characters of 0.602 of its size; its sans-serif sister fewer on average. */
function textFaults({ id, texts, at }: Seen): readonly string[] {
  const sizes: Readonly<Record<string, number>> = { name: 13, code: 12, small: 10.5 };
  return texts
    .filter(({ style }) => style in sizes)
    .filter(({ text, style, middle }) => {
      const half = ([...text].length * 0.602 * sizes[style]!) / 2;
      return middle - half < at.left || middle + half > at.right;
    })
    .map(({ text }) => `"${text}" is wider than ${id}`);
}

function arrowFaults(all: readonly Seen[]): readonly string[] {
  const boxes = all.filter(({ id }) => id !== undefined);
  const byId = new Map(boxes.map((each) => [each.id!, each]));
  return all.flatMap(({ arrows, at, shows }) =>
    arrows.flatMap(({ from, to, kind, joins, points }) => {
      const [source, target] = [byId.get(from), byId.get(to)];
      const name = `the arrow from ${from} to ${to}`;
      if (!source || !target) return [`${name} has no box`];
      const [first, last] = [points[0]!, points.at(-1)!];
      const trunks = arrows.filter(
        (other) => other.joins === undefined && (joins === "to" ? other.to === to : other.from === from),
      );
      const onTrunk = (point: Point) => trunks.some((other) => isOn(point, other.points));
      const [begins, ends] = kind.endsWith("next")
        ? [onSide(first, source.at), onSide(last, target.at)]
        : [
            joins === "from" ? onTrunk(first) : first[1] === source.at.bottom && across(first, source.at),
            joins === "to" ? onTrunk(last) : last[1] === target.at.top && across(last, target.at),
          ];
      const over = boxes.filter((box) => box !== source && box !== target && runsOver(points, box.at));
      return [
        ...(begins ? [] : [`${name} does not begin at it`]),
        ...(ends ? [] : [`${name} does not end at it`]),
        ...(points.every((point) => within(point, at)) ? [] : [`${name} leaves ${shows}`]),
        ...over.map(({ id }) => `${name} runs over ${id}`),
      ];
    }),
  );
}

function isOn([x, y]: Point, points: readonly Point[]): boolean {
  return points.some(([toX, toY], at) => {
    const [fromX, fromY] = points[Math.max(0, at - 1)]!;
    const [left, right] = [Math.min(fromX, toX), Math.max(fromX, toX)];
    const [top, bottom] = [Math.min(fromY, toY), Math.max(fromY, toY)];
    return x >= left && x <= right && y >= top && y <= bottom && (left === right || top === bottom);
  });
}

/** Whether a way comes into a rectangle: a straight piece of it, or one of the points of its curves. */
function runsOver(points: readonly Point[], { left, top, right, bottom }: Rectangle): boolean {
  return points.some(([x, y], at) => {
    const [fromX, fromY] = points[Math.max(0, at - 1)]!;
    const [startX, startY] = fromX === x || fromY === y ? [fromX, fromY] : [x, y];
    return (
      Math.max(startX, x) > left &&
      Math.min(startX, x) < right &&
      Math.max(startY, y) > top &&
      Math.min(startY, y) < bottom
    );
  });
}

function across([x]: readonly [number, number], { left, right }: Rectangle): boolean {
  return x >= left && x <= right;
}

/** At the right of a slanted box, halfway up. */
function onSide([x, y]: readonly [number, number], { right, top, bottom }: Rectangle): boolean {
  return Math.abs(right - x) <= 6 && Math.abs((top + bottom) / 2 - y) < 1;
}

function within([x, y]: readonly [number, number], { left, top, right, bottom }: Rectangle): boolean {
  return x > left && x < right && y > top && y < bottom;
}
