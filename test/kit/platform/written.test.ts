import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { compile } from "../../../src/compile";
import { Declarations, qualified } from "../../../src/tree";
import { programOf } from "../../fuzz/judge";
import { drawing, inputOf } from "../../graph/inputs";
import { Oracle } from "../oracle";
import { kitPython, platformFault } from "./compare";
import { hasPlatform, PlatformOracle } from "./platform";

/** The programs that people wrote: those of `examples/` with their inputs, those of `test/programs` with random ones. */
const root = resolve(__dirname, "../../..");
const examples = readdirSync(join(root, "examples")).filter((name) =>
  existsSync(join(root, "examples", name, "lk.yaml")),
);
const programs = readdirSync(join(root, "test/programs")).filter((name) => name.endsWith(".lk"));
const held = hasPlatform ? describe : describe.skip;

jest.setTimeout(300_000);

held("programs that people wrote mean the same over NATS and Redis", () => {
  const work = mkdtempSync(join(tmpdir(), "lk-written-"));
  let platform: PlatformOracle;
  let oracle: Oracle;
  beforeAll(() => {
    platform = new PlatformOracle();
    oracle = new Oracle();
  });
  afterAll(async () => {
    await Promise.all([platform.end(), oracle.end()]);
    rmSync(work, { recursive: true });
  });

  test.each(examples)("examples/%s", async (name) => {
    const folder = join(work, name);
    const project = join(root, "examples", name);
    const built = spawnSync(join(root, "bin/lk"), ["build", project, "-o", folder], { encoding: "utf8" });
    expect([built.status, built.status === 0 ? "" : built.stderr]).toEqual([0, ""]);
    const { main } = JSON.parse(readFileSync(join(folder, "descriptor.yaml"), "utf8"));
    const externals = join(folder, "python");
    const own = new Oracle(externals);
    const input = readFileSync(join(project, "input.json"), "utf8");
    const each = { folder, pipeline: main, inputs: [input, input], externals: [externals] };
    for (const seed of [1, 2, 3])
      expect(
        await platformFault(each, platform, seed, (text) => own.evaluate(folder, main, text, [seed])),
      ).toBeUndefined();
    await own.end();
  });

  test.each(programs)("test/programs/%s", async (file) => {
    const text = readFileSync(join(root, "test/programs", file), "utf8");
    const { build, program } = compile(programOf([{ path: "main", text }]));
    const declarations = new Declarations(program!);
    const folder = oracle.store(build!);
    const main = program!.modules.find(({ path }) => path === "main")!;
    for (const { name, parameters } of main.functions.filter(({ kind }) => kind === "pipeline")) {
      const pipeline = qualified(name);
      const inputs = [1, 2, 3].map((seed) => {
        const draw = drawing(seed);
        const values = parameters.map((each) => [each.name, inputOf(each.type, declarations, draw)]);
        return JSON.stringify(Object.fromEntries(values));
      });
      const each = { folder, pipeline, inputs, externals: [kitPython] };
      // The evaluations in one process are held against each other beside the programs.
      const fault = await platformFault(each, platform, programs.indexOf(file), async (input) => ({
        direct: await oracle.direct(folder, pipeline, input),
      }));
      expect(fault).toBeUndefined();
    }
    oracle.forget(folder);
  });
});
