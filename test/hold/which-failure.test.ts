import { readdirSync } from "node:fs";
import { join } from "node:path";
import { within } from "./lk";

/** Element 0 fails only when the file is there that element 5 leaves before it fails. */
const late = {
  "main.lk": `import list

@external("late.work")
node work(folder: String, x: Int) -> Int

pipeline main(folder: String, n: Int) -> List(Int) {
  list.map(list.range(0, n - 1), work(folder, _))
}
`,
  "late.py": `import os
import time


def work(folder: str, x: int) -> int:
    open(os.path.join(folder, f"{x}.called"), "w").close()
    if x == 5:
        raise RuntimeError("early in time")
    if x == 0:
        until = time.monotonic() + 60
        while not os.path.exists(os.path.join(folder, "5.called")) and time.monotonic() < until:
            time.sleep(0.001)
        raise RuntimeError("early in the program")
    return x
`,
};

test("an early element that fails late wins over a late one that failed at once", async () => {
  await within(late, async (place) => {
    const folder = join(place.write("calls/.keep", ""), "..");
    const done = await place.lk("run", "main.lk", "--input", place.input({ folder, n: 8 }));
    expect(done.status).toBe(1);
    expect(done.stderr).toContain("python.RuntimeError: early in the program");
    expect(done.stderr).toContain("element 0 of 8");
    expect(done.stderr).not.toContain("early in time");
  });
}, 60_000);

test("what stands behind a failed element stops", async () => {
  await within(late, async (place) => {
    const folder = join(place.write("calls/.keep", ""), "..");
    const n = 30_000;
    const done = await place.lk("run", "main.lk", "--input", place.input({ folder, n }));
    expect(done.status).toBe(1);
    expect(done.stderr).toContain(`element 0 of ${n}`);
    expect(readdirSync(folder).length).toBeLessThan(n / 2);
  });
}, 60_000);

const independent = `node bad(text: String) -> Int {
  fail text
}

node good(x: Int) -> Int {
  x
}

pipeline main(x: Int) -> (String, String) {
  let first = attempt {
    let a = bad("a")
    let b = bad("b")
    a + b
  }
  let second = attempt {
    let _ = bad("unused, but waited for")
    good(x)
  }
  (message(first), message(second))
}

fn message(result: Result(Int, Failure)) -> String {
  match result {
    Ok(value) -> "\${value}"
    Error(problem) -> problem.message
  }
}
`;

test("of two calls the first in the program fails, and each attempt has its own", async () => {
  await within({ "main.lk": independent }, async (place) => {
    for (const seed of ["", "1", "2", "3", "4"]) {
      const chaos = seed === "" ? [] : ["--chaos", seed];
      expect(await place.value({ x: 1 }, "main.lk", ...chaos)).toEqual(["a", "unused, but waited for"]);
    }
  });
}, 60_000);
