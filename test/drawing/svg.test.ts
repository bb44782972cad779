import { svg } from "../../src/drawing";
import { faultsOf } from "./faults";
import { readSvg } from "./picture";
import { casePrograms, drawn, example, examples, generated, oneModule } from "./programs";

/** `LK_SEED=17` repeats program 17 alone, `LK_PROGRAMS=20000` looks further. */
const first = Number(process.env.LK_SEED ?? 1);
const count = Number(process.env.LK_PROGRAMS ?? (process.env.LK_SEED ? 1 : 200));

describe("an SVG shows every part of the descriptor once, and nothing lies over anything else", () => {
  test.each(examples)("examples/%s", (name) => {
    expect(faultsOf(drawn(example(name))!)).toEqual([]);
  });

  test("the cases' programs", () => {
    const programs = casePrograms();
    expect(programs.length).toBeGreaterThan(20);
    for (const [path, program] of programs) expect([path, faultsOf(program)]).toEqual([path, []]);
  });

  test(`generated programs ${first} to ${first + count - 1}`, () => {
    for (let seed = first; seed < first + count; seed++) {
      const faults = faultsOf(generated(seed));
      if (faults.length > 0)
        throw new Error(`program ${seed} (repeat with LK_SEED=${seed}): ${faults.join("; ")}`);
    }
  }, 300_000);

  /** Pipelines of many steps, by what makes them hard to lay out. */
  const many: Readonly<Record<string, (steps: number) => readonly string[]>> = {
    "half of which only the end waits for": (steps) =>
      times(steps / 2, (at) => [`let v${at + 1} = work(v${at})`, `let _ = work(v${at} + 1)`]).flat(),
    "all beside each other, which only the end waits for": (steps) =>
      times(steps, (at) => [`let ${at === 0 ? "v1" : "_"} = work(v0 + ${at})`]).flat(),
    "whose values are used together at the end": (steps) => [
      ...times(steps, (at) => `let v${at + 1} = work(v${at})`),
      `let sum = work(${times(steps, (at) => `v${at}`).join(" + ")})`,
    ],
    "that all use the parameter": (steps) => times(steps, (at) => `let v${at + 1} = work(v${at} + v0)`),
    "that use values of long before": (steps) =>
      times(steps, (at) => `let v${at + 1} = work(v${at} + v${Math.floor(at / 2)} + v${Math.floor(at / 3)})`),
  };

  test.each(Object.keys(many))("a pipeline of 120 steps, %s", (name) => {
    expect(faultsOf(drawn(ofSteps(many[name]!(120)))!)).toEqual([]);
  });

  test.each(Object.keys(many))("a pipeline of 500 steps, %s, takes seconds", (name) => {
    const { drawing } = drawn(ofSteps(many[name]!(500)))!;
    const start = process.cpuUsage();
    svg(drawing);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(6);
  });
});

function times<T>(count: number, make: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

/** A pipeline of statements that begin with the parameter `v0`. */
function ofSteps(statements: readonly string[]) {
  const lines = statements.map((statement) => `  ${statement}`).join("\n");
  return oneModule(
    `node work(n: Int) -> Int {\n  n\n}\n\npipeline main(v0: Int) -> Int {\n${lines}\n  v1\n}\n`,
  );
}

test("a program without pipelines and nodes has a picture that says so", () => {
  const picture = svg(drawn(oneModule("fn f() -> Int { 1 }\n"))!.drawing);
  expect(picture).toMatch(/<text [^>]*>No pipelines and no nodes<\/text>/);
  const { root } = readSvg(picture);
  expect(Number(root.attributes.width)).toBeGreaterThan(200);
});

test("pictures in one page share no ids, and the style of one does not reach the others", () => {
  const pictures = ["checkout", "wordcount"].map((name) => svg(drawn(example(name))!.drawing));
  const alone = svg(drawn(example("checkout"), "main.checkout")!.drawing);
  const ids = [...pictures, alone].map((picture) =>
    [...picture.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!),
  );
  for (const [at, own] of ids.entries()) {
    expect(new Set(own).size).toBe(own.length);
    for (const other of ids.slice(at + 1)) expect(own.filter((id) => other.includes(id))).toEqual([]);
  }
  for (const picture of pictures) {
    const id = /<svg [^>]*id="([^"]*)"/.exec(picture)![1]!;
    const rules = /<style>(.*?)<\/style>/s.exec(picture)![1]!.replace(/@media \([^)]*\)\{(.*)\}$/, "$1");
    const selectors = [...rules.matchAll(/([^{}]+)\{/g)].flatMap(([, all]) => all!.split(","));
    expect(selectors.length).toBeGreaterThan(50);
    for (const selector of selectors) expect(selector).toMatch(new RegExp(`^#${id} `));
    // What is referred to is there.
    const used = [...picture.matchAll(/url\(#([^)]*)\)|data-(?:from|to)="([^"]*)"/g)].map(
      ([, url, box]) => url ?? box,
    );
    for (const name of used) expect(picture).toContain(` id="${name}"`);
  }
});

test("the same program gives the same bytes", () => {
  const texts = [1, 2].map(() => svg(drawn(example("checkout"))!.drawing));
  expect(texts[0]).toBe(texts[1]);
});

test("a pipeline alone is drawn with what it reaches, and without the rest", () => {
  const text =
    "node a(n: Int) -> Int { n }\nnode b(n: Int) -> Int { n }\npipeline one(n: Int) -> Int { a(n) }\npipeline two(n: Int) -> Int { one(b(n)) }\npipeline three(n: Int) -> Int { b(n) }\n";
  const shown = drawn(oneModule(text), "main.two")!.drawing.regions.map(({ label, parts }) => [
    label,
    parts.flatMap((part) => ("box" in part && part.box.kind === "node" ? [part.box.label] : [])),
  ]);
  expect(shown).toEqual([
    ["two", []],
    ["one", []],
    ["Nodes", ["b", "a"]],
  ]);
});
