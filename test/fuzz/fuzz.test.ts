import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge, programOf } from "./judge";
import { makeCase } from "./make";
import { Runner, store } from "./runner";

/** That the fuzzing sees faults, with faults put in by hand. */
const scratch = mkdtempSync(join(tmpdir(), "lk-fuzz-test-"));
const runner = new Runner(join(__dirname, "../.."), process.env.LK_PYTHON ?? "python3");
afterAll(() => {
  runner.end();
  rmSync(scratch, { recursive: true, force: true });
});

const program = `node work(n: Int) -> Int {
  n + 1
}

pipeline main(n: Int) -> Int {
  work(n)
}
`;

/** The outcome of the program with its addition written otherwise. */
function outcomeWith(expression: string) {
  const { build } = judge(programOf([{ path: "main", text: program }]));
  const changed = new Map(
    [...build!].map(([path, text]) => [path, text.replace("return n + 1", `return ${expression}`)]),
  );
  expect([...changed.values()].join()).toContain(`return ${expression}`);
  store(scratch, changed);
  return runner.run(scratch, [["main.main", '{"n": 1}']]);
}

test.each(["n + ''", "n.size", "missing", "[][n]"])(
  "generated code that evaluates %s is a fault",
  async (expression) => {
    expect(await outcomeWith(expression)).toMatchObject({ outcome: "fault" });
  },
);

test("a failure of the program is none, and a loop without end is known as one", async () => {
  expect(await outcomeWith("n + 1")).toEqual({ outcome: "fine", detail: "" });
  expect(await outcomeWith("next(x for x in iter(int, 1) if x)")).toMatchObject({
    outcome: "endless",
  });
}, 30_000);

test("a case is the same every time, and no two are", () => {
  const corpus = [program, 'test "x" { 1 == 1 }'];
  const cases = Array.from({ length: 50 }, (_, number) => JSON.stringify(makeCase(3, number, corpus)));
  expect(Array.from({ length: 50 }, (_, number) => JSON.stringify(makeCase(3, number, corpus)))).toEqual(
    cases,
  );
  expect(new Set(cases).size).toBe(50);
});
