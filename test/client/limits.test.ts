import { checkInput, isLarge, limitsOf } from "../../src/client/limits.js";
import { PlatformProblem } from "../../src/client/problem.js";

/** What is said of something that is refused; undefined where it is taken. */
function refusal(work: () => void): [string, string] | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof PlatformProblem) return [error.fault, error.message];
    throw error;
  }
}

test("an input one below the limit, at it, and one above", () => {
  const check = (...values: string[]) => refusal(() => checkInput({ ...limitsOf({}), input: 1000 }, values));
  const usage = ["usage", "the input has 1,001 bytes; at most 1,000 are taken"];
  expect([999, 1000, 1001].map((size) => check("x".repeat(size)))).toEqual([undefined, undefined, usage]);
  expect(check("é".repeat(250), "x".repeat(500))).toBeUndefined();
  expect(check("é".repeat(250), "x".repeat(501))).toEqual(usage);
});

test.each([
  [64 * 1024, 63 * 1024],
  [1024 * 1024, 512 * 1024],
  [8 * 1024 * 1024, 512 * 1024],
])("a message for a broker that takes %i bytes is stored above %i", (broker, most) => {
  expect([most - 1, most, most + 1].map((size) => isLarge(size, broker))).toEqual([false, false, true]);
});

test("limits of the environment", () => {
  expect(limitsOf({})).toEqual({ input: 67_108_864, sessions: 100_000 });
  expect(limitsOf({ LK_LIMIT_INPUT: "", LK_LIMIT_SESSIONS: " 7 " })).toMatchObject({
    input: 67_108_864,
    sessions: 7,
  });
  for (const text of ["0", "-1", "1.5", "many", "1e9", "99999999999"])
    expect(refusal(() => limitsOf({ LK_LIMIT_INPUT: text }))).toEqual([
      "usage",
      `LK_LIMIT_INPUT is \`${text}\``,
    ]);
});
