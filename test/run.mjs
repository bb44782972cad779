/**
 * All tests, as `npm test` runs them: types, lint and unit tests of TypeScript, lint, types and tests of Python. Everything runs, also after a failure; the
 * exit code says whether all of it passed. The Python tools live in `.venv`, which is made where it is missing or out of date.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const runtime = join(root, "runtime-python");
const python = join(root, ".venv", "bin", "python");
const scratch = mkdtempSync(join(tmpdir(), "lk-test-"));

/** Runs a command with its output shown; gives whether it succeeded. */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (error) console.error(`${command}: ${error.message}`);
  return status === 0;
}

function environment() {
  const wanted = readFileSync(join(runtime, "requirements-dev.txt"), "utf8");
  const stamp = join(root, ".venv", "requirements-dev.txt");
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return true;
  const made =
    (existsSync(python) || run("python3", ["-m", "venv", join(root, ".venv")])) &&
    run(python, [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "-r",
      join(runtime, "requirements-dev.txt"),
    ]);
  if (made) writeFileSync(stamp, wanted);
  return made;
}

function jest() {
  const report = join(scratch, "jest.json");
  const passed = run("npx", ["jest", "--json", `--outputFile=${report}`, ...process.argv.slice(2)]);
  const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report)
    ? JSON.parse(readFileSync(report, "utf8"))
    : {};
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
  return passed && numPassedTests > 0;
}

/** The Python programs that tests run. */
function testPrograms() {
  const found = spawnSync("git", ["ls-files", "test/**/*.py"], { cwd: root, encoding: "utf8" }).stdout;
  return found
    .split("\n")
    .filter((file) => file && !file.includes("/python/"))
    .map((file) => join(root, file));
}

const stages = {
  "build dist/": () => run("npm", ["run", "--silent", "build"]),
  "Python environment": environment,
  tsc: () => run("npx", ["tsc", "--noEmit"]),
  biome: () => run("npx", ["biome", "check", "."]),
  jest,
  fuzzing: () =>
    run("node", [join(root, "test/fuzz/fuzz.mjs"), "--seconds", process.env.LK_FUZZ_SECONDS ?? "20"]),
  ruff: () =>
    run(python, ["-m", "ruff", "check", ".", "../test", "--config", "pyproject.toml"], { cwd: runtime }) &&
    run(python, ["-m", "ruff", "format", "--check", ".", "../test", "--config", "pyproject.toml"], {
      cwd: runtime,
    }),
  // The files of the tests are programs of their own, each with a `main`.
  mypy: () =>
    run(python, ["-m", "mypy"], { cwd: runtime }) &&
    testPrograms().every((file) => run(python, ["-m", "mypy", file], { cwd: runtime })),
  pytest: () => run(python, ["-m", "pytest"], { cwd: runtime }),
};

const failed = [];
for (const [name, stage] of Object.entries(stages)) {
  console.log(`\n== ${name}`);
  const start = Date.now();
  const passed = stage();
  console.log(`== ${name}: ${passed ? "passed" : "FAILED"} in ${((Date.now() - start) / 1000).toFixed(1)} s`);
  if (!passed) failed.push(name);
}
rmSync(scratch, { recursive: true, force: true });
if (failed.length > 0) console.error(`\nfailed: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
