import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Choices } from "../kit/choices";
import { generateProgram } from "../kit/generate/program";
import { emit } from "./harness";

const root = join(__dirname, "../..");
const tool = (name: string) => {
  const local = join(root, ".venv/bin", name);
  return existsSync(local) ? local : name;
};

/** Modules below a folder, by path. */
function modulesBelow(folder: string, prefix = ""): Record<string, string> {
  const modules: Record<string, string> = {};
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) Object.assign(modules, modulesBelow(path, `${prefix}${name}/`));
    else if (name.endsWith(".lk")) modules[`${prefix}${name.slice(0, -3)}`] = readFileSync(path, "utf8");
  }
  return modules;
}

const programs = new Map<string, Record<string, string>>();
for (const name of readdirSync(join(root, "examples"))) {
  const source = join(root, "examples", name, "src");
  if (existsSync(source)) programs.set(name, modulesBelow(source));
}
for (const name of readdirSync(join(__dirname, "programs"))) {
  programs.set(name, { main: readFileSync(join(__dirname, "programs", name), "utf8") });
}

describe("linters accept the Python of examples and test programs", () => {
  const folder = mkdtempSync(join(tmpdir(), "lk-lint-"));
  const files: string[] = [];
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (programs: ReadonlyMap<string, Record<string, string>>, into: string[]) => {
    for (const [name, modules] of programs) {
      for (const [path, file] of emit(modules).output.files) {
        const unique = `${name}_${path}`.replace(/\.lk|\.py$/g, "").replace(/\W/g, "_");
        writeFileSync(join(folder, `${unique}.py`), file.text);
        into.push(`${unique}.py`);
      }
    }
  };
  beforeAll(() => write(programs, files));

  const lint = (name: string, ...given: string[]) => lintFiles(files, name, ...given);
  const lintFiles = (files: readonly string[], name: string, ...given: string[]) => {
    const { stdout, stderr, status } = spawnSync(tool(name), [...given, ...files], {
      cwd: folder,
      encoding: "utf8",
    });
    expect({ status, output: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, output: "" });
  };

  // What the programs themselves say: comparisons of a value with itself, of constants, `a && false`, words of a literal, strange digits.
  const written = "--ignore=PLR0124,PLR0133,SIM223,SIM905,RUF001,E501";

  test("ruff's default rules", () => lint("ruff", "check", "--isolated", written, "--output-format=concise"));

  test("more of ruff's rules, for Python 3.10", () => {
    const rules = "E,F,I,B,UP,RUF,SIM,C4,PIE,RET";
    lint(
      "ruff",
      "check",
      "--isolated",
      "--target-version=py310",
      "--line-length=100",
      `--select=${rules}`,
      written,
      "--output-format=concise",
    );
  });

  test("ruff's formatter", () =>
    lint("ruff", "format", "--isolated", "--line-length=100", "--check", "--diff"));

  test("mypy, strictly", () => lint("mypy", "--strict", "--python-version=3.10"), 120_000);

  test("generated programs use what they import and define, and nothing else", () => {
    const generated = new Map<string, Record<string, string>>();
    for (let seed = 1; seed <= 60; seed++) {
      const { modules } = generateProgram(Choices.fromSeed(seed));
      generated.set(`seed${seed}`, Object.fromEntries(modules.map((each) => [each.path, each.text])));
    }
    const made: string[] = [];
    write(generated, made);
    const rules = ["--select=F,E9,I", "--ignore=F841", "--line-length=100", "--target-version=py310"];
    lintFiles(made, "ruff", "check", "--isolated", ...rules, "--output-format=concise");
  });
});
