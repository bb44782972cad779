import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../src/compile";
import { SourceText } from "../../src/text";
import { Choices } from "../kit/choices";
import { Evaluator } from "../kit/evaluate/evaluate";
import { kitExternals } from "../kit/externals";
import { generateProgram } from "../kit/generate/program";
import { root, within } from "./lk";

const first = Number(process.env.LK_SEED ?? 5_000);
const count = process.env.LK_SEED ? 1 : 50;

/** A sample of the kit's programs through the command itself: one run, and one under chaos. */
test.each(Array.from({ length: count }, (_, index) => first + index))(
  "program %p (repeat with LK_SEED) ends as the reference evaluator says",
  async (seed) => {
    const program = generateProgram(Choices.fromSeed(seed));
    const modules = program.modules.map(({ path, text }) => ({
      path,
      source: new SourceText(`src/${path}.lk`, text),
    }));
    const typed = check({ name: "kit", version: "1.0.0", main: "main", modules }).program;
    const input = program.inputs[0]!;
    const expected = new Evaluator(typed!, kitExternals).run(
      { module: "main", name: program.pipeline },
      input,
    );
    const files = {
      "lk.yaml": "name: kit\nversion: 1.0.0\n",
      "python/kit_externals.py": readFileSync(join(root, "test/kit/python/kit_externals.py"), "utf8"),
      ...Object.fromEntries(program.modules.map(({ path, text }) => [`src/${path}.lk`, text])),
    };
    await within(files, async (place) => {
      for (const chaos of [[], ["--chaos", String(seed)]]) {
        const done = await place.lk(
          "run",
          ".",
          program.pipeline,
          "--input",
          place.write("input.json", input),
          ...chaos,
        );
        if ("value" in expected) expect([done.status, done.stdout.trimEnd()]).toEqual([0, expected.value]);
        else {
          expect([done.status, done.stdout]).toEqual([1, ""]);
          const frames = [...done.stderr.matchAll(/^\tat (\S+\(\S+\))/gm)].map((each) => each[1]);
          const lines = expected.failure.trace.map((line) => line.split(" ")[0]);
          expect(frames.slice(0, lines.length)).toEqual(lines);
        }
      }
    });
  },
  60_000,
);
