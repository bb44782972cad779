import { readdirSync } from "node:fs";
import { Workspace } from "./command.js";

const work = new Workspace();
afterAll(() => work.remove());

const program = `@external("lib.missing")
node rate(x: Int) -> Int

@external("lib.made")
node made(x: Int) -> Int

fn fake(x: Int) -> Int {
  x
}

@replace(rate: fake)
test "replaced" {
  rate(1) == 1
}

test "made" {
  made(1) == 2
}

pipeline main(x: Int) -> Int {
  made(x)
}
`;

/** \`made\` cannot be told from the source; importing leaves a file behind. */
const python = "open('imported', 'w').close()\nmade = (1).__add__\n";

beforeAll(() => {
  work.write({
    "alone/main.lk": program,
    "alone/lib.py": python,
    "quiet/lk.yaml": "name: quiet\n",
    "quiet/src/main.lk": program,
    "told/lk.yaml": "name: told\npython:\n  path: python\n",
    "told/src/main.lk": program,
    "told/python/lib.py": python,
    "whole/main.lk": program.replace("lib.missing", "lib.made"),
    "whole/lib.py": python,
  });
});

const lk = (cwd: string, ...args: string[]) => work.lk(args, { cwd });
const imported = (cwd: string) => readdirSync(work.path(cwd)).includes("imported");

describe("when externals are looked up", () => {
  test("a check does where lk.yaml names the folder, and warns of what cannot be told", async () => {
    const { code, err } = await lk("told", "check");
    expect(code).toBe(1);
    expect(err).toMatch(/error\[LK6202\][\s\S]*`python\/lib\.py` has no function `missing`/);
    expect(err).toMatch(/warning\[LK6204\][\s\S]*`lib\.made`/);
  });

  test.each(["quiet", "alone"])("a check does not elsewhere: %s", async (cwd) => {
    const { code, err } = await lk(cwd, "check", ...(cwd === "alone" ? ["main.lk"] : []));
    expect([code, err]).toEqual([0, "1 module checked, no errors\n"]);
  });

  test.each([["run"], ["build"]])("lk %s always does", async (command) => {
    const { code, out, err } = await lk("alone", command, "main.lk");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/error\[LK6202\][\s\S]*`lib\.py` has no function `missing`/);
  });

  test("a test does, but not those that are replaced", async () => {
    expect(await lk("alone", "test", "main.lk")).toMatchObject({
      code: 0,
      err: "pass  replaced\npass  made\n2 passed, 0 failed\n",
    });
    const { code, err } = await lk("told", "test");
    expect([code, err]).toEqual([0, "pass  replaced\npass  made\n2 passed, 0 failed\n"]);
  });
});

test("checking and building run none of the project's code; a run imports what it calls", async () => {
  expect((await lk("whole", "check", "main.lk")).code).toBe(0);
  expect((await lk("whole", "build", "main.lk", "-o", "out")).code).toBe(0);
  expect(imported("whole")).toBe(false);
  expect(await lk("whole", "run", "main.lk", "--input", '{"x": 2}')).toMatchObject({ code: 0, out: "3\n" });
  expect(imported("whole")).toBe(true);
});
