import { svg } from "../../src/drawing";
import { faultsOf } from "./faults";
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

  test("a pipeline of 120 steps, half of which only its end waits for", () => {
    const calls = Array.from(
      { length: 60 },
      (_, at) => `  let v${at + 1} = work(v${at})\n  let _ = work(v${at} + 1)`,
    );
    const text = `node work(n: Int) -> Int {\n  n\n}\n\npipeline main(v0: Int) -> Int {\n${calls.join("\n")}\n  v60\n}\n`;
    expect(faultsOf(drawn(oneModule(text))!)).toEqual([]);
  }, 120_000);
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
