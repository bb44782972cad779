import { spawnSync } from "node:child_process";
import { boxesOf, type Drawing, dot, regionsOf } from "../../src/drawing";
import { HOSTILE, hostileDrawing } from "./hostile";
import { drawn, example, examples, generated } from "./programs";

/** Graphviz reads it back; CI has it and asks for it by LK_REQUIRE. */
const required = (process.env.LK_REQUIRE ?? "").split(",").includes("graphviz");
const there = spawnSync("dot", ["-V"]).status === 0;

interface Read {
  readonly objects: readonly {
    readonly name: string;
    readonly label: string;
    readonly nodes?: readonly number[];
  }[];
  readonly edges?: readonly { readonly tail: number; readonly head: number }[];
}

function read(text: string): Read {
  const { status, stdout, stderr } = spawnSync("dot", ["-Tdot_json"], { input: text, encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Read;
}

function expectRead(drawing: Drawing): void {
  const { objects, edges = [] } = read(dot(drawing));
  const boxes = objects.filter(({ nodes }) => nodes === undefined);
  expect(boxes.map(({ name }) => name).sort()).toEqual(
    drawing.regions
      .flatMap(boxesOf)
      .map(({ id }) => id)
      .sort(),
  );
  const regions = drawing.regions.flatMap(regionsOf);
  const clusters = objects.filter(({ name }) => name.startsWith("cluster_"));
  expect(clusters.map(({ name }) => name).sort()).toEqual(regions.map(({ id }) => `cluster_${id}`).sort());
  const pair = (at: number) => objects[at]!.name;
  expect(edges.map(({ tail, head }) => `${pair(tail)} ${pair(head)}`).sort()).toEqual(
    regions.flatMap(({ arrows }) => arrows.map(({ from, to }) => `${from} ${to}`)).sort(),
  );
}

(required || there ? describe : describe.skip)("Graphviz reads what is written", () => {
  test.each(examples)("examples/%s", (name) => expectRead(drawn(example(name))!.drawing));

  test("generated programs", () => {
    for (let seed = 1; seed <= 20; seed++) expectRead(generated(seed).drawing);
  }, 120_000);

  test("words are taken for nothing else", () => {
    const drawing = hostileDrawing();
    expectRead(drawing);
    const labels = read(dot(drawing)).objects.map(({ label }) => plain(label));
    for (const text of HOSTILE) expect(labels.some((label) => label.split("\n").includes(text))).toBe(true);
  });
});

test("no escape of Graphviz is left in words", () => {
  expect(dot(hostileDrawing())).toContain("\\\\N \\\\G \\\\l");
});

/** A label as it is shown: Graphviz keeps the escapes of a text until it draws it. */
function plain(label: string): string {
  return label
    .replaceAll("&amp;", "&")
    .replace(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));
}
