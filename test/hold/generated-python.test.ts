import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run, within } from "./lk";

const examples = ["checkout", "analysis", "wordcount", "partial-failures", "tree", "broken"];

function tool(name: string): string {
  const path = join(root, ".venv/bin", name);
  if (!existsSync(path))
    throw new Error(`${name} is missing: npm test makes the virtual environment that has it`);
  return path;
}

describe.each(examples)("the Python of examples/%s", (name) => {
  test("pleases ruff and mypy, and is about the program only", async () => {
    await within({}, async (place) => {
      const build = join(place.folder, "build");
      const built = await place.lk("build", join(root, "examples", name), "-o", build);
      expect([built.status, built.status === 0 ? "" : built.stderr]).toEqual([0, ""]);
      const functions = join(build, "functions");
      const ruff = await run(tool("ruff"), ["check", "--isolated", "--target-version", "py310", functions]);
      expect([ruff.status, ruff.status === 0 ? "" : ruff.stdout]).toEqual([0, ""]);
      for (const file of readdirSync(functions).filter((each) => each.endsWith(".py"))) {
        const mypy = await run(tool("mypy"), [
          "--python-version",
          "3.10",
          "--cache-dir",
          "/dev/null",
          join(functions, file),
        ]);
        expect([file, mypy.status, mypy.status === 0 ? "" : mypy.stdout]).toEqual([file, 0, ""]);
        const text = readFileSync(join(functions, file), "utf8");
        expect(text).not.toMatch(/lambdakube|span|tracer|traceback|nats|redis/i);
      }
    });
  }, 120_000);
});
