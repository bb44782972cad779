import { boxesOf, type Drawing, mermaid, regionsOf } from "../../src/drawing";
import { HOSTILE, hostileDrawing } from "./hostile";
import { readMermaid } from "./mermaid";
import { drawn, example, examples, generated } from "./programs";

function expectRead(drawing: Drawing): void {
  const read = readMermaid(mermaid(drawing));
  expect(read.title).toBe(drawing.title);
  expect([...read.boxes.keys()].sort()).toEqual(
    drawing.regions
      .flatMap(boxesOf)
      .map(({ id }) => id)
      .sort(),
  );
  const regions = drawing.regions.flatMap(regionsOf);
  expect([...read.regions].sort()).toEqual(regions.map(({ id }) => id).sort());
  expect([...read.arrows].sort()).toEqual(
    regions.flatMap(({ arrows }) => arrows.map(({ from, to }) => `${from} ${to}`)).sort(),
  );
}

test.each(examples)("examples/%s", (name) => expectRead(drawn(example(name))!.drawing));

test("generated programs", () => {
  for (let seed = 1; seed <= 100; seed++) expectRead(generated(seed).drawing);
}, 120_000);

test("words are taken for nothing else", () => {
  const drawing = hostileDrawing();
  expectRead(drawing);
  const lines = [...readMermaid(mermaid(drawing)).boxes.values()];
  for (const [index, text] of HOSTILE.entries()) expect(lines[index]).toContain(text);
});
