import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { faultOf } from "./compare";
import { Oracle } from "./oracle";

/** Programs in which generated ones, or people, found a fault: `found/NAME.lk`, with its inputs in the first lines. */
const folder = join(__dirname, "found");
const names = readdirSync(folder).map((file) => file.replace(/\.lk$/, ""));

describe("programs that were found", () => {
  let oracle: Oracle;
  beforeAll(() => {
    oracle = new Oracle();
  });
  afterAll(() => oracle.end());

  test.each(names)("%s", async (name) => {
    const text = readFileSync(join(folder, `${name}.lk`), "utf8");
    const inputs = [...text.matchAll(/^\/\/ input (.*)$/gm)].map((match) => match[1]!);
    const program = { modules: [{ path: "main", text }], pipeline: "start", inputs };
    expect(await faultOf(program, oracle, [1, 2, 3])).toBeUndefined();
  });
});
