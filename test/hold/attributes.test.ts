import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Place, within } from "./lk";

const shown = `fn shown(outcome: Result(Int, Failure)) -> String {
  match outcome {
    Ok(value) -> "\${value}"
    Error(problem) -> "\${problem.kind}: \${problem.message}"
  }
}
`;

/** What externals wrote, a line a call, in the order of the names that they drew. */
function lines(place: Place, file: string): string[] {
  return readFileSync(join(place.folder, file), "utf8").trim().split("\n");
}

describe("@env", () => {
  const source = `@env("LK_TEST_RATES", "LK_TEST_TOKEN")
@external("outside.work")
fn rates(x: Int) -> Int

@env("LK_TEST_OTHER")
@external("outside.work")
node other(x: Int) -> Int

node work(x: Int) -> Int {
  rates(x)
}

pipeline main(x: Int) -> Int {
  if x < 0 { inner(x) } else { x }
}

pipeline inner(x: Int) -> Int {
  work(x)
}

pipeline not_reached(x: Int) -> Int {
  other(x)
}

pipeline without(x: Int) -> Int {
  x
}
`;
  const python = "import os\n\nopen('imported', 'w').close()\n\n\ndef work(x):\n    return x\n";
  const input = ["--input", '{"x": 1}'];

  test("what the started pipeline can reach is looked for before anything runs", async () => {
    await within({ "main.lk": source, "outside.py": python }, async (place) => {
      const done = await place.lk("run", "main.lk", ...input);
      expect(done).toEqual({
        status: 3,
        stdout: "",
        stderr:
          "error: environment variables not set: LK_TEST_RATES, LK_TEST_TOKEN\n  set `LK_TEST_RATES`, `LK_TEST_TOKEN` before the run\n",
      });
      expect(readdirSync(place.folder)).not.toContain("imported");
      expect((await place.lk("run", "main.lk", "without", ...input)).stdout).toBe("1\n");
      const { stderr } = await place.lk("run", "main.lk", "not_reached", ...input);
      expect(stderr).toBe(
        "error: environment variable not set: LK_TEST_OTHER\n  set `LK_TEST_OTHER` before the run\n",
      );
    });
  });

  test("set, even to nothing, it is there", async () => {
    await within({ "main.lk": source, "outside.py": python }, async (place) => {
      Object.assign(process.env, { LK_TEST_RATES: "a", LK_TEST_TOKEN: "" });
      try {
        expect((await place.lk("run", "main.lk", ...input)).stdout).toBe("1\n");
      } finally {
        delete process.env.LK_TEST_RATES;
        delete process.env.LK_TEST_TOKEN;
      }
    });
  });
});

describe("@timeout", () => {
  test("ends one try, is tried again, and costs nobody else", async () => {
    const source = `import list

@retry(max: 1, backoff: 1ms)
@timeout(300ms)
@external("outside.work")
node work(x: Int) -> Int

pipeline main(n: Int) -> List(String) {
  list.map(list.range(1, n), fn(x) { shown(attempt work(x)) })
}

${shown}`;
    const python = `import time


def work(x):
    with open(f"tries-{x}", "a") as file:
        file.write("try\\n")
    if x == 2:
        time.sleep(60)
    return x
`;
    await within({ "main.lk": source, "outside.py": python }, async (place) => {
      expect(await place.value({ n: 3 })).toEqual(["1", "Timeout: timed out after 300ms", "3"]);
      expect([1, 2, 3].map((x) => lines(place, `tries-${x}`).length)).toEqual([1, 2, 1]);
    });
  }, 60_000);

  test("counts neither the first import nor the wait for a free place", async () => {
    const source = `import list

@concurrency(1)
@timeout(600ms)
@external("outside.work")
node work(x: Int) -> Int

pipeline main(n: Int) -> List(String) {
  list.map(list.range(1, n), fn(x) { shown(attempt work(x)) })
}

${shown}`;
    const python = `import time

time.sleep(1)


def work(x):
    time.sleep(0.2)
    return x
`;
    await within({ "main.lk": source, "outside.py": python }, async (place) => {
      expect(await place.value({ n: 6 })).toEqual(["1", "2", "3", "4", "5", "6"]);
    });
  }, 60_000);
});

test("@concurrency bounds the calls of a node at a time, and no other node's", async () => {
  const source = `import list

@concurrency(2)
@external("outside.narrow")
node narrow(x: Int) -> Int

@external("outside.wide")
node wide(x: Int) -> Int

pipeline main(n: Int) -> (List(Int), List(Int)) {
  (list.map(list.range(1, n), narrow), list.map(list.range(1, n), wide))
}
`;
  // A call leaves when enough others are there, so that nothing depends on how fast the machine is.
  const python = `import os
import time


def inside(name, x, enough):
    os.makedirs(name, exist_ok=True)
    os.makedirs(f"{name}-most", exist_ok=True)
    open(f"{name}/{x}", "w").close()
    until = time.monotonic() + (2 if name == "wide" else 0.1)
    while time.monotonic() < until:
        there = len(os.listdir(name))
        open(f"{name}-most/{there}", "w").close()
        if there >= enough:
            break
        time.sleep(0.01)
    os.unlink(f"{name}/{x}")
    return x


def narrow(x):
    return inside("narrow", x, 3)


def wide(x):
    return inside("wide", x, 3)
`;
  await within({ "main.lk": source, "outside.py": python }, async (place) => {
    const all = [1, 2, 3, 4, 5, 6];
    expect(await place.value({ n: 6 })).toEqual([all, all]);
    const most = (name: string) => Math.max(...readdirSync(join(place.folder, `${name}-most`)).map(Number));
    expect(most("narrow")).toBeLessThanOrEqual(2);
    expect(most("wide")).toBeGreaterThan(2);
  });
}, 60_000);

test("@retry waits before each try, twice as long each time", async () => {
  const source = `@retry(max: 3, backoff: 60ms)
@external("outside.work")
node work(x: Int) -> Int

pipeline main(x: Int) -> Int {
  work(x)
}
`;
  const python = `import time


def work(x):
    with open("times", "a") as file:
        file.write(f"{time.monotonic()}\\n")
    with open("times") as file:
        if len(file.readlines()) < 4:
            raise ValueError("again")
    return x
`;
  await within({ "main.lk": source, "outside.py": python }, async (place) => {
    expect(await place.value({ x: 1 })).toBe(1);
    const times = lines(place, "times").map((text) => Number(text) * 1_000);
    const pauses = times.slice(1).map((time, at) => time - times[at]!);
    expect(pauses.length).toBe(3);
    for (const [at, least] of [60, 120, 240].entries()) expect(pauses[at]).toBeGreaterThanOrEqual(least);
  });
}, 30_000);

test("an idempotency key is that of one effectful call: the same in every try and every delivery, another for every other call", async () => {
  const source = `import list

@external("outside.keyed")
fn keyed(name: String) -> Int

@external("outside.plain")
fn plain(name: String) -> Int

@pure
@external("outside.pure")
fn pure(name: String) -> Int

@external("outside.fails_once")
fn fails_once(name: String) -> Int

@retry(max: 2, backoff: 1ms)
node work(x: Int) -> Int {
  keyed("\${x} first") + plain("") + pure("\${x} pure") + keyed("\${x} second") + fails_once("\${x} third")
}

@external("outside.keyed")
node alone(name: String) -> Int

pipeline main(n: Int) -> Int {
  let all = list.map(list.range(1, n), work)
  let a = alone("alone")
  let b = alone("alone again")
  list.length(all) + a + b
}
`;
  const python = `def note(name, key):
    with open("keys", "a") as file:
        file.write(f"{name}={key}\\n")
    return 0


def keyed(name, *, idempotency_key):
    return note(name, idempotency_key)


def plain(name):
    return 0


def pure(name, *, idempotency_key=None):
    return note(name, idempotency_key)


def fails_once(name, *, idempotency_key):
    note(name, idempotency_key)
    with open("keys") as file:
        if sum(line.startswith(name) for line in file) == 1:
            raise ValueError("once")
    return 0
`;
  await within({ "main.lk": source, "outside.py": python }, async (place) => {
    for (const chaos of [[], ["--chaos", "7"]]) {
      place.write("keys", "");
      const { status, stderr } = await place.lk("run", "main.lk", "--input", '{"n": 2}', ...chaos);
      expect([status, stderr]).toEqual([0, expect.anything()]);
      const keys = new Map<string, Set<string>>();
      for (const line of lines(place, "keys")) {
        const [name, key] = line.split("=") as [string, string];
        keys.set(name, (keys.get(name) ?? new Set()).add(key));
      }
      const names = ["1", "2"].flatMap((x) => ["first", "pure", "second", "third"].map((n) => `${x} ${n}`));
      expect([...keys.keys()].sort()).toEqual([...names, "alone", "alone again"].sort());
      for (const found of keys.values()) expect(found.size).toBe(1);
      const effectful = [...keys]
        .filter(([name]) => !name.endsWith("pure"))
        .flatMap(([, found]) => [...found]);
      expect(new Set(effectful).size).toBe(effectful.length);
      for (const name of ["1 pure", "2 pure"]) expect([...keys.get(name)!]).toEqual(["None"]);
      expect(lines(place, "keys").filter((line) => line.startsWith("1 third")).length).toBeGreaterThan(1);
    }
  });
}, 60_000);

test("every round of a loop, call of a recursion, element of a fold and branch has a key of its own", async () => {
  const source = `import list

@external("outside.note")
node note(n: Int) -> Int

pipeline main(n: Int) -> Int {
  if n == 0 { 0 } else { main(note(n)) }
}

pipeline recursion(n: Int) -> Int {
  if n == 0 { 0 } else { 1 + recursion(note(n)) }
}

pipeline chain(n: Int) -> Int {
  list.fold(list.range(1, n), 0, fn(all, x) { all + note(x) })
}

pipeline branches(n: Int) -> Int {
  let a = if n > 0 { note(1) } else { 0 }
  let b = if n > 0 { note(2) } else { 0 }
  match attempt note(3) {
    Ok(c) -> a + b + c + note(4)
    Error(_) -> 0
  }
}
`;
  const python = `def note(n, *, idempotency_key):
    with open("keys", "a") as file:
        file.write(f"{n}={idempotency_key}\\n")
    return n - 1
`;
  await within({ "main.lk": source, "outside.py": python }, async (place) => {
    const calls = { main: 6, recursion: 6, chain: 6, branches: 4 };
    for (const [pipeline, count] of Object.entries(calls))
      for (const chaos of [[], ["--chaos", "3"]]) {
        place.write("keys", "");
        const done = await place.lk("run", "main.lk", pipeline, "--input", '{"n": 6}', ...chaos);
        expect([pipeline, chaos, done.status]).toEqual([pipeline, chaos, 0]);
        const pairs = new Set(lines(place, "keys"));
        const keys = new Set([...pairs].map((pair) => pair.split("=")[1]));
        expect([pipeline, chaos, pairs.size, keys.size]).toEqual([pipeline, chaos, count, count]);
      }
  });
}, 60_000);
