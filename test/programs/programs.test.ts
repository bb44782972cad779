import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "../../src/compile";
import { renderText } from "../../src/diagnostics";
import { Declarations, qualified } from "../../src/tree";
import { programOf } from "../fuzz/judge";
import { drawing, inputOf } from "../graph/inputs";
import { faultBetween } from "../kit/compare";
import { Oracle } from "../kit/oracle";

const lk = join(__dirname, "../../bin/lk");
const files = readdirSync(__dirname).filter((name) => name.endsWith(".lk"));

let oracle: Oracle;
beforeAll(() => {
  oracle = new Oracle();
});
afterAll(() => oracle.end());

test("there are thirty", () => {
  expect(files.length).toBeGreaterThanOrEqual(30);
});

describe.each(files)("%s", (file) => {
  const text = readFileSync(join(__dirname, file), "utf8");

  test("has 60 to 300 lines", () => {
    const lines = text.split("\n").length - 1;
    expect(lines).toBeGreaterThanOrEqual(60);
    expect(lines).toBeLessThanOrEqual(300);
  });

  test("passes its tests, five at least", () => {
    const { stdout, stderr } = spawnSync(lk, ["test", join(__dirname, file), "--format", "json"], {
      encoding: "utf8",
    });
    const { tests } = JSON.parse(stdout) as { tests: { name: string; passed: boolean }[] };
    expect(stderr).toBe("");
    expect(tests.filter(({ passed }) => !passed)).toEqual([]);
    expect(tests.length).toBeGreaterThanOrEqual(5);
  }, 30_000);

  test("checks without a word, and its pipelines mean the same everywhere", async () => {
    const { build, program, diagnostics } = compile(programOf([{ path: "main", text }]));
    expect(renderText(diagnostics, { colour: false })).toBe("");
    const declarations = new Declarations(program!);
    const folder = oracle.store(build!);
    const main = program!.modules.find(({ path }) => path === "main")!;
    for (const { name, parameters } of main.functions.filter(({ kind }) => kind === "pipeline")) {
      for (const seed of [1, 2, 3]) {
        const draw = drawing(seed);
        const values = parameters.map((each) => [each.name, inputOf(each.type, declarations, draw)]);
        const input = JSON.stringify(Object.fromEntries(values));
        const outcomes = await oracle.evaluate(folder, qualified(name), input, [seed]);
        expect(faultBetween(outcomes.direct, outcomes, input)).toBeUndefined();
      }
    }
    oracle.forget(folder);
  }, 60_000);
});
