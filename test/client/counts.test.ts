import { summarise } from "../../src/client/counts.js";

const NOW = 1_000_000;

/** Counts of one service, `main-rate`. */
function places(counts: Readonly<Record<string, number>>, running: Readonly<Record<string, string>> = {}) {
  const fields = Object.fromEntries(
    Object.entries(counts).map(([name, number]) => [`main-rate:${name}`, `${number}`]),
  );
  const said = Object.fromEntries(
    Object.entries(running).map(([process, text]) => [`main-rate:${process}`, text]),
  );
  const [only, ...others] = summarise(fields, said, NOW);
  expect(others).toEqual([]);
  const { service, total, ...rest } = only!;
  expect(service).toBe("main-rate");
  const { done, failed, running: at, retrying, waiting } = rest;
  expect(done + failed + at + retrying + waiting).toBe(total);
  for (const number of Object.values(rest)) expect(number).toBeGreaterThanOrEqual(0);
  return only;
}

test("nothing is known of a session that nobody has begun", () => {
  expect(summarise({}, {}, NOW)).toEqual([]);
});

test("what was asked for and not begun waits", () => {
  expect(places({ asked: 7 })).toMatchObject({ total: 7, waiting: 7 });
});

test("a try that failed and is made again has not failed the call", () => {
  expect(places({ asked: 10, done: 4, failed: 3, again: 2 })).toMatchObject({
    done: 4,
    failed: 1,
    retrying: 2,
    waiting: 3,
  });
});

test("a call is not retried any more when its next try has ended, however it ended", () => {
  expect(places({ asked: 3, done: 1, failed: 2, again: 1, retried: 1 })).toMatchObject({
    done: 1,
    failed: 1,
    retrying: 0,
    waiting: 1,
  });
  // Two tries failed, the third is still to come.
  expect(places({ asked: 1, failed: 2, again: 2, retried: 1 })).toMatchObject({ failed: 0, retrying: 1 });
});

test("processes add up what they are at", () => {
  const said = `3 ${NOW - 900}`;
  expect(places({ asked: 10, done: 2 }, { "a.1": said, "b.1": said })).toMatchObject({
    running: 6,
    waiting: 2,
  });
});

test("a process that has not said anything for long counts no more", () => {
  expect(places({ asked: 10 }, { "a.1": `3 ${NOW - 60_000}` })).toMatchObject({ running: 0, waiting: 10 });
});

test("what a crash counts twice fits into the total", () => {
  expect(places({ asked: 3, done: 5, failed: 4, again: 9, retried: 1 }, { a: `50 ${NOW}` })).toMatchObject({
    total: 3,
    done: 3,
  });
  expect(places({ asked: 3, again: 1, retried: 4, failed: 0 }, { a: `50 ${NOW}` })).toMatchObject({
    running: 3,
  });
});

test("what is no number counts as none", () => {
  expect(places({ asked: Number.NaN, done: 1 }, { a: "many", b: "" })).toMatchObject({ total: 0, done: 0 });
});

test("services come by name, and a name may have colons", () => {
  const services = summarise({ "b:asked": "1", "a:x:asked": "2", "a:asked": "3" }, {}, NOW);
  expect(services.map(({ service, total }) => [service, total])).toEqual([
    ["a", 3],
    ["a:x", 2],
    ["b", 1],
  ]);
});
