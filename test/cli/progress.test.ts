import { Progress, progressLines } from "../../src/cli/runtime/progress.js";

const node = (name: string, done: number, total: number, more: object = {}) => ({
  service: name,
  function: name,
  done,
  failed: 0,
  retrying: 0,
  total,
  ...more,
});

test("a line a node: done of total, and a rate", () => {
  expect(
    progressLines(
      [node("main.price", 500, 1000), node("main.rate", 0, 1, { failed: 0, retrying: 1 })],
      2,
      80,
    ),
  ).toEqual(["  main.price  500 of 1000  250/s", "  main.rate   0 of 1  0.0/s  1 retrying"]);
});

test("many nodes are summed up, and lines cut at the terminal's width", () => {
  const lines = progressLines(
    Array.from({ length: 20 }, (_, index) => node(`main.node_${index}`, 1, 2)),
    1,
    30,
  );
  expect(lines.length).toBe(9);
  expect(lines[8]).toBe("  12 more      12 of 24  12/s");
});

test("it is drawn over itself, and taken away before anything else is said", () => {
  let text = "";
  const progress = new Progress({
    write: (part) => {
      text += part;
    },
    terminal: true,
    colour: false,
    columns: 80,
  });
  progress.show([node("f", 1, 2)], 1);
  progress.show([node("f", 2, 2)], 1);
  progress.clear();
  expect(text).toBe("\u001b[K  f  1 of 2  1.0/s\n\u001b[1A\r\u001b[K  f  2 of 2  2.0/s\n\u001b[1A\r\u001b[J");
});

test("in a pipe it says nothing", () => {
  const progress = new Progress({
    write: () => {
      throw new Error("written");
    },
    terminal: false,
    colour: false,
    columns: 80,
  });
  progress.show([node("f", 1, 2)], 1);
  progress.clear();
  expect(progress.wanted).toBe(false);
});
