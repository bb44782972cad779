import type { Output } from "../../src/cli/host.js";
import { failureGroups, type Listed } from "../../src/cli/platform/groups.js";
import { groupsJson } from "../../src/cli/platform/json.js";
import { inputLines } from "../../src/cli/platform/lines.js";
import { groupRows, sessionRow } from "../../src/cli/platform/list.js";
import type { SessionState } from "../../src/client/index.js";

const START = Date.UTC(2026, 10, 25, 10, 48, 35);

/** A session whose id ends in `number`, which ended as many seconds after all began. */
function session(number: number, state: SessionState = "done", failure?: object): Listed {
  const id = String(number).padStart(32, "0");
  const entry = {
    session: id,
    build: "d899",
    pipeline: "main.main",
    started: START,
    deadline: START + 86_400_000,
  };
  if (state === "running") return [{ ...entry, state }, undefined];
  const end = failure === undefined ? { state } : { state, failure: JSON.stringify(failure) };
  return [{ ...entry, state, ended: START + number * 1_000 }, end];
}

function failure(exception: string, line: number, message = "no") {
  const frame = { function: "shop/main.rate", file: "src/shop/main.lk", line, service: "s", kind: "node" };
  return { kind: "External", exception, message, frames: [frame] };
}

const wide: Output = { write: () => {}, terminal: false, colour: false, columns: 80 };

describe("groups of failures", () => {
  test("are of one class in one line of the program, whatever the message", () => {
    const groups = failureGroups([
      session(4, "failed", failure("KeyError", 7, "no rate for 4")),
      session(9, "failed", failure("KeyError", 7, "no rate for 9")),
      session(2, "failed", failure("KeyError", 7, "no rate for 2")),
      session(3, "failed", failure("KeyError", 8)),
      session(5, "failed", failure("ValueError", 7)),
      session(6, "done"),
      session(7, "running"),
    ]);
    expect(groups.map(({ count, class: name, line }) => [count, name, line])).toEqual([
      [3, "python.KeyError", 7],
      [1, "python.ValueError", 7],
      [1, "python.KeyError", 8],
    ]);
    expect(groups[0]).toMatchObject({
      first: START + 2_000,
      last: START + 9_000,
      session: session(9)[0].session,
      message: "no rate for 9",
      function: "shop.main.rate",
    });
  });

  test("have those that ended for other reasons, and those of which nobody knows why", () => {
    const groups = failureGroups([
      session(1, "store-lost"),
      session(2, "cancelled"),
      session(3, "cancelled"),
    ]);
    expect(groups.map((group) => [group.count, group.class, group.function])).toEqual([
      [2, "lk.SessionCancelledException", undefined],
      [1, "lk.StoreLostException", undefined],
    ]);
  });

  test("begin at the first frame of the program", () => {
    const found = failure("KeyError", 7);
    const folded = { ...found, frames: [{ repeated: 3, frames: 1 }, { text: "?" }, ...found.frames] };
    expect(failureGroups([session(1, "failed", folded)])[0]).toMatchObject({ line: 7 });
  });

  test("are printed with what, where, when and an example, and nothing acts on the terminal", () => {
    const [group] = failureGroups([
      session(1, "failed", failure("KeyError", 7, "a\u001b[2Jb\nc")),
      session(2, "failed", failure("KeyError", 7, "a\u001b[2Jb\nc")),
    ]);
    expect(groupRows(group!, wide).split("\n")).toEqual([
      "2 sessions: python.KeyError at shop.main.rate (src/shop/main.lk:7)",
      "  a\\u001b[2Jb\\nc",
      `  2026-11-25 10:48:36Z to 2026-11-25 10:48:37Z, such as ${session(2)[0].session}`,
    ]);
    expect(JSON.parse(groupsJson([group!])).groups[0]).toMatchObject({
      count: 2,
      first: "2026-11-25T10:48:36.000Z",
    });
  });
});

describe("a list of sessions", () => {
  const failed = session(1, "failed", failure("KeyError", 7, `no ${"very ".repeat(100)}\u202elong message`));

  test("has whole ids where a program may read it", () => {
    const row = sessionRow(failed, wide);
    expect(row).toMatch(
      /^0{31}1 {2}failed {6}2026-11-25 10:48:35Z {4}1.00 s {2}main.main {2}python.KeyError: no very/,
    );
    expect(row).not.toMatch(/\n|\u202e/);
  });

  test.each([60, 80, 120])("fits a terminal of %d columns", (columns) => {
    const row = sessionRow(failed, { ...wide, terminal: true, columns });
    expect([...row]).toHaveLength(columns);
    expect(row).toMatch(/^0{12} {2}failed/);
  });

  test("says nothing of a time that has not come", () => {
    expect(sessionRow(session(1, "running"), wide)).toMatch(/running {5}2026-11-25 10:48:35Z {12}main.main$/);
  });
});

test("lines of inputs keep their numbers", () => {
  expect(inputLines('{"a":1}\r\n\n  {"a":"\u2028"}\n')).toEqual([
    { number: 1, text: '{"a":1}' },
    { number: 3, text: '{"a":"\u2028"}' },
  ]);
  expect(inputLines("\n \n")).toEqual([]);
});
