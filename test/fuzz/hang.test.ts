import { fork } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bounds, hangs, parseStat, type Reading, readTimes } from "./hang";

/** What counts as a hanging case: time of the processor, whatever a loaded machine makes of it. */
const bounds: Bounds = { processor: 20_000, clock: 600_000 };
const start: Reading = { clock: 1_000, processor: 5_000 };

test.each<[string, Reading, string | undefined]>([
  [
    "the processor's bound is met",
    { clock: 30_000, processor: 25_000 },
    "hangs: it took 20 s of the processor",
  ],
  ["a loaded machine stretches the clock", { clock: 500_000, processor: 24_000 }, undefined],
  ["it waits without end", { clock: 601_000, processor: 5_000 }, "hangs: it did not end within 600 s"],
  ["the system tells no time, within the bound", { clock: 600_000, processor: undefined }, undefined],
  [
    "the system tells no time, beyond",
    { clock: 601_000, processor: undefined },
    "hangs: it did not end within 600 s",
  ],
])("%s", (_, now, expected) => {
  expect(hangs(start, now, bounds)).toBe(expected);
});

test("the line of a process may have any command", () => {
  const after = "R 1 2 3 4 5 6 7 8 9 10 120 34 0 0";
  for (const command of ["node", "a b", ") R 9 (", "x) y"])
    expect(parseStat(`77 (${command}) ${after}`)).toBe(1_540);
  expect(parseStat("77 (gone)")).toBeUndefined();
});

const scratch = mkdtempSync(join(tmpdir(), "lk-fuzz-hang-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const onLinux = process.platform === "linux" ? test : test.skip;
onLinux(
  "a process that spins is found by its processor time",
  async () => {
    const spinning = join(scratch, "spinning.cjs");
    writeFileSync(spinning, "for (;;);");
    const child = fork(spinning, [], { silent: true });
    try {
      const start = readTimes(child.pid!);
      let why: string | undefined;
      while (!why) {
        await new Promise((done) => setImmediate(done));
        why = hangs(start, readTimes(child.pid!), { processor: 200, clock: Number.POSITIVE_INFINITY });
      }
      expect(why).toMatch(/of the processor$/);
    } finally {
      child.kill("SIGKILL");
    }
  },
  60_000,
);
