import { join } from "node:path";
import { ROOT, Workspace } from "./command.js";

const work = new Workspace();
afterAll(() => work.remove());
jest.setTimeout(60_000);

/** Runs `lk` on a terminal, and types something once a text has appeared. */
function onTerminal(args: readonly string[], type?: { readonly at: string; readonly text: string }) {
  const lk = [join(ROOT, "bin/lk"), ...args];
  return work.run("python3", [join(__dirname, "terminal.py"), type?.at ?? "", type?.text ?? "", ...lk], {
    env: { TERM: "xterm", NO_COLOR: undefined },
  });
}

beforeAll(() => {
  work.write({
    "wrong.lk": "const a = b\n",
    "many.lk":
      "import int\nimport list\n\nnode slow(x: Int) -> Int {\n  int.sum(list.range(1, 2000)) + x\n}\n\npipeline main(n: Int) -> Int {\n  int.sum(list.map(list.range(1, n), slow))\n}\n",
    "slow.lk":
      '@external("sleeper.sleep")\nnode wait(seconds: Int) -> ()\n\npipeline main(seconds: Int) -> () {\n  wait(seconds)\n}\n',
    "loud.lk":
      'import list\n\n@external("loud.shout")\nnode shout(x: Int) -> Int\n\npipeline main(n: Int) -> List(Int) {\n  list.map(list.range(1, n), shout)\n}\n',
    "loud.py":
      'import os\nimport subprocess\nimport time\n\n\ndef shout(x):\n    time.sleep(0.05)\n    print(f"one {x}")\n    os.write(1, b"two %d\\n" % x)\n    if x == 30:\n        subprocess.Popen(["sleep", "20"])\n    return x\n',
    "sleeper.py":
      'import time\n\ndef sleep(seconds):\n    print("asleep", flush=True)\n    time.sleep(seconds)\n',
  });
});

test("diagnostics have colours", async () => {
  expect((await onTerminal(["check", "wrong.lk"])).out).toContain("\u001b[31;1merror");
});

test("progress is drawn and taken away before the value", async () => {
  const { code, out } = await onTerminal(["run", "many.lk", "--input", '{"n": 3000}']);
  expect(code).toBe(0);
  expect(out).toMatch(/many\.slow {2}\d+ of 3000 {2}[\d.]+\/s/);
  expect(out).toMatch(/\u001b\[J\d+\r\n$/);
});

test("what externals print is not drawn over, and a process that they leave is not waited for", async () => {
  const before = Date.now();
  const { code, out } = await onTerminal(["run", "loud.lk", "--input", '{"n": 60}']);
  expect(code).toBe(0);
  // The pseudo terminal itself ends with the last process that holds it.
  expect(Date.now() - before).toBeLessThan(15_000);
  const lines = out.split("\n").map((line) => line.replace(/\r$/, "").replace(/^[^\n]*\u001b\[J/, ""));
  for (let x = 1; x <= 60; x++) expect(lines).toEqual(expect.arrayContaining([`one ${x}`, `two ${x}`]));
  expect(out).toMatch(/loud\.shout {2}\d+ of 60/);
});

test("Ctrl-C ends the run with 130", async () => {
  const { code, out } = await onTerminal(["run", "slow.lk", "--input", '{"seconds": 600}'], {
    at: "asleep",
    text: "\u0003",
  });
  expect(code).toBe(130);
  expect(out).not.toContain("Traceback");
});
