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

describe("what the program prints stays, in order, and no progress among it", () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed + 1))("seed %i", (seed) => {
    const screen = new Screen();
    const progress = new Progress({
      write: (text) => screen.write(text),
      terminal: true,
      colour: false,
      columns: 80,
    });
    const random = drawn(seed);
    let printed = "";
    for (let step = 0; step < 60; step++) {
      const kind = random(3);
      if (kind === 0) {
        const text = ["a\n", "half of ", "two\nlines\n", "\n", `${step}\nopen `][random(5)]!;
        printed += text;
        progress.past(text);
      } else if (kind === 1) {
        if (printed !== "" && !printed.endsWith("\n")) printed += "\n";
        const nodes = Array.from({ length: 1 + random(4) }, (_, index) => node(`node_${index}`, step, 99));
        progress.show(nodes, 1);
      } else if (random(4) === 0) {
        if (printed !== "" && !printed.endsWith("\n")) printed += "\n";
        progress.clear();
      }
    }
    progress.clear();
    expect(screen.text()).toBe(printed.trimEnd());
  });
});

/** A terminal that never scrolls, with the four sequences that progress is drawn by. */
class Screen {
  private lines = [""];
  private row = 0;
  private column = 0;

  write(text: string): void {
    for (const [part, up, toEnd, below] of text.matchAll(/\u001b\[(\d+)A|(\u001b\[K)|(\u001b\[J)|[\s\S]/g)) {
      const line = this.lines[this.row]!;
      if (up) this.row -= Number(up);
      else if (toEnd) this.lines[this.row] = line.slice(0, this.column);
      else if (below) this.lines.splice(this.row, this.lines.length, line.slice(0, this.column));
      else if (part === "\r") this.column = 0;
      else if (part === "\n") {
        this.row++;
        this.column = 0;
        if (this.row === this.lines.length) this.lines.push("");
      } else {
        this.lines[this.row] = line.slice(0, this.column) + part + line.slice(this.column + 1);
        this.column++;
      }
    }
  }

  text(): string {
    return this.lines.join("\n").trimEnd();
  }
}

function drawn(seed: number): (below: number) => number {
  let state = seed * 0x9e3779b9;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}
