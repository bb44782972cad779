import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expectTests, nodeText } from "./harness";

const folder = join(__dirname, "programs");

/** Each file of `programs/` is a program whose tests hold. */
describe("emitted Python computes what the reference says", () => {
  test.each(readdirSync(folder))("%s", (name) => expectTests(readFileSync(join(folder, name), "utf8")));
});

/** Values are compared in a file by its own code, or when a message with a Dict in it is read. */
describe("constructors know their places wherever values may be compared", () => {
  const types = "type Level { Low, High }\ntype Known { levels: Dict(Level, Int) }\n";
  test.each([
    ["in a field of a parameter", "node n(known: Known) -> Known { known }"],
    ["in a parameter", "node n(known: Dict(Level, Int)) -> Dict(Level, Int) { known }"],
    ["in a result", "node n() -> Option(Known) { None }"],
    ["of the code", "node n(a: Level, b: Level) -> Bool { a < b }"],
  ])("%s", (_, node) => {
    const text = nodeText(`${types}${node}`, "n");
    expect(text).toContain("def rank_of");
    expect(text).toMatch(/class High:\n {4}_rank = 1\n/);
  });

  test("and say nothing of them elsewhere", () => {
    expect(nodeText(`${types}node n(level: Level) -> Level { level }`, "n")).not.toContain("_rank");
  });
});
