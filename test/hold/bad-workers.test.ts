import { within } from "./lk";

const program = `import list

@timeout(3s)
@external("outside.work")
node work(x: Int) -> Int

pipeline main(n: Int) -> List(String) {
  list.map(list.range(0, n - 1), fn(x) { shown(attempt work(x)) })
}

fn shown(result: Result(Int, Failure)) -> String {
  match result {
    Ok(value) -> "\${value}"
    Error(problem) -> "\${problem.kind}: \${problem.message}"
  }
}
`;

const python = `import os
import signal
import time


def work(x: int) -> int:
    if x == 3:
        os._exit(3)
    if x == 5:
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
    if x == 8:
        while True:
            time.sleep(60)
    if x == 11:
        raise MemoryError
    if x == 13:
        os.kill(os.getpid(), signal.SIGSEGV)
        time.sleep(60)
    return x
`;

test("a worker that exits, is killed, crashes or hangs costs its own call only", async () => {
  const ends: Record<number, string> = {
    3: "WorkerLost: worker lost (exit 3)",
    5: "WorkerLost: worker lost (signal 9)",
    8: "Timeout: timed out after 3s",
    13: "WorkerLost: worker lost (signal 11)",
  };
  await within({ "main.lk": program, "outside.py": python }, async (place) => {
    const value = (await place.value({ n: 40 })) as string[];
    expect(value[11]).toMatch(/^WorkerLost: worker lost/);
    const expected = value.map((_, index) => (index === 11 ? value[11] : (ends[index] ?? String(index))));
    expect(value).toEqual(expected);
  });
}, 60_000);

test("a lost worker is tried again where the node says so", async () => {
  const source = `@retry(max: 2, backoff: 1ms)
@external("outside.work")
node work(folder: String) -> Int

pipeline main(folder: String) -> Int {
  work(folder)
}
`;
  const twice = `import os


def work(folder: str) -> int:
    tries = len(os.listdir(folder))
    open(os.path.join(folder, str(tries)), "w").close()
    if tries < 3:
        os._exit(7)
    return tries
`;
  await within({ "main.lk": source, "outside.py": twice }, async (place) => {
    const folder = place.write("tries/first", "").replace(/\/first$/, "");
    expect(await place.value({ folder })).toBe(3);
  });
}, 60_000);

describe("an external that ends the one process of tests and chaos is no success, whatever it ends with", () => {
  const source = `@external("outside.work")
node work(x: Int) -> Int

pipeline main(x: Int) -> Int {
  work(x)
}

test "first" {
  main(1) == 1
}

test "second" {
  main(2) == 2
}

test "third" {
  main(3) == 3
}
`;
  const ends = {
    "exit code 0": "os._exit(0)",
    "exit code 1": "os._exit(1)",
    SIGKILL: "os.kill(os.getpid(), 9)",
  };
  for (const [how, code] of Object.entries(ends))
    test(how, async () => {
      const outside = `import os\n\n\ndef work(x):\n    if x == 2:\n        ${code}\n    return x\n`;
      const by = how === "SIGKILL" ? `by ${how}` : `with ${how}`;
      await within({ "main.lk": source, "outside.py": outside }, async (place) => {
        const tests = await place.lk("test", "main.lk");
        expect(tests.status).toBe(3);
        expect(tests.stderr).toMatch(/^pass {2}first\n/);
        expect(tests.stderr).toContain(`error: Python ended ${by} before the test \`second\` was over\n`);
        const chaos = await place.lk("run", "main.lk", "--chaos", "1", "--input", '{"x": 2}');
        expect(chaos.status).toBe(3);
        expect(chaos.stdout).toBe("");
        expect(chaos.stderr).toContain(`error: Python ended ${by} before the run was over\n`);
      });
    }, 30_000);
});
