import { spawnSync } from "node:child_process";
import { join } from "node:path";

const lk = join(__dirname, "../../bin/lk");

interface Result {
  readonly name: string;
  readonly passed: boolean;
  readonly message?: string;
}

test("the language's rules hold", () => {
  const { stdout, stderr, status } = spawnSync(lk, ["test", __dirname, "--format", "json"], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const { tests } = JSON.parse(stdout) as { tests: Result[] };
  expect(tests.filter(({ passed }) => !passed)).toEqual([]);
  expect(tests.length).toBeGreaterThan(170);
  expect(status).toBe(0);
}, 60_000);

test("a check says nothing about them", () => {
  const { stderr, status } = spawnSync(lk, ["check", "--deny-warnings", __dirname], { encoding: "utf8" });
  expect(stderr).toMatch(/^\d+ modules checked, no errors\n$/);
  expect(status).toBe(0);
}, 60_000);
