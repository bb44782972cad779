import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "../../src/compile.js";
import { SourceText } from "../../src/text/index.js";
import { program, uses } from "./library.js";

const large = process.env.LK_SCALE === "large" ? 1_000_000 : 100_000;
/** Four times the size may take so many times as long: sorting is in it, what is quadratic takes sixteen times. */
const GROWTH = 9;
/** ms of the processor below which nothing is compared. */
const NOISE = 40;

let times: readonly (readonly [number, number] | string)[];

beforeAll(() => {
  const modules = [{ path: "main", source: new SourceText("main.lk", program) }];
  const { build, diagnostics } = compile({ name: "scale", version: "0.0.0", main: "main", modules });
  expect(diagnostics.filter((one) => one.severity === "error")).toEqual([]);
  const folder = mkdtempSync(join(tmpdir(), "lk-scale-"));
  try {
    const file = join(folder, "run.py");
    writeFileSync(file, build!.get("functions/main-run.py")!);
    const given = [file, Object.keys(uses).length, large / 4, large].map(String);
    const python = process.env.LK_PYTHON ?? "python3";
    times = JSON.parse(execFileSync(python, ["-I", join(__dirname, "library.py"), ...given]).toString());
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 600_000);

test.each(Object.keys(uses).map((name, at) => [name, at] as const))("%s", (_, at) => {
  expect(times[at]).toEqual([expect.any(Number), expect.any(Number)]);
  const [small, whole] = times[at] as readonly [number, number];
  expect(whole < NOISE || whole / small < GROWTH ? "" : `${small} ms, then ${whole} ms`).toBe("");
});
