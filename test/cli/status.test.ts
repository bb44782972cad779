import type { Host, Output } from "../../src/cli/host.js";
import { nodeCounts, nodeTable } from "../../src/cli/platform/nodes.js";
import { commandLine } from "../../src/cli/platform/options.js";
import { reporter, type Status } from "../../src/cli/platform/status.js";
import type { SessionEntry } from "../../src/client/index.js";

const SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c";

const ENTRY: SessionEntry = {
  session: SESSION,
  build: "d899cd7575c53ced",
  pipeline: "main.main",
  started: Date.UTC(2026, 10, 25, 10, 48, 35),
  deadline: Date.UTC(2026, 10, 26, 10, 48, 35),
  state: "running",
};

const NODE = { service: "s", done: 0, failed: 0, running: 0, retrying: 0, waiting: 0, total: 0 };

function status(done: number, more: Partial<Status> = {}): Status {
  const node = { ...NODE, function: "main.rate", done, retrying: 1, waiting: 9 - done, total: 10 };
  return { entry: ENTRY, nodes: [node], end: undefined, ...more };
}

/** What is written by a reporter, on a terminal or elsewhere. */
function written(
  work: (say: ReturnType<typeof reporter>) => void,
  { columns, json = false, term = "xterm" }: { columns?: number; json?: boolean; term?: string } = {},
): string {
  let text = "";
  const out: Output = {
    write: (part) => {
      text += part;
    },
    terminal: columns !== undefined,
    colour: false,
    columns: columns ?? 80,
  };
  work(reporter({ out, env: { TERM: term } } as unknown as Host, json));
  return text;
}

/** The lines that a terminal shows in the end, of what moves up and erases only. */
function screen(text: string): string[] {
  const lines = [""];
  for (const [, up, plain] of text.matchAll(/\u001b\[(\d+)A\r\u001b\[J|([^\u001b]+)/g)) {
    if (up !== undefined) lines.splice(lines.length - 1 - Number(up), Number(up) + 1, "");
    else {
      const [first, ...rest] = plain!.split("\n");
      lines[lines.length - 1] += first!;
      lines.push(...rest);
    }
  }
  return lines;
}

const FAILED: Partial<Status> = {
  entry: { ...ENTRY, state: "failed", ended: ENTRY.started + 1_240 },
  end: {
    state: "failed",
    failure: JSON.stringify({
      kind: "Failed",
      message: "no rate for \u001b[31mXAU",
      frames: [{ function: "main.rate", file: "src/main.lk", line: 7, service: "main-rate", kind: "node" }],
    }),
  },
};

describe("a session that is watched", () => {
  test("is drawn over again on a terminal, and said once more at its end", () => {
    const shown = screen(
      written(
        (say) => {
          say.now(status(1));
          say.now(status(2));
          say.last(status(9, { end: { state: "done" } }));
        },
        { columns: 80 },
      ),
    );
    expect(shown.filter((line) => line.startsWith("session "))).toHaveLength(1);
    expect(shown.join("\n")).toContain("9 of 10");
    expect(shown.join("\n")).not.toContain("2 of 10");
  });

  test.each([40, 80, 120])("never wraps in %d columns", (columns) => {
    const long = { ...NODE, function: "orders/".repeat(40), total: 1_000_000 };
    const text = written((say) => say.now(status(1, { nodes: [long] })), { columns });
    for (const line of text.split("\n")) expect(line.length).toBeLessThan(columns);
  });

  test.each([{}, { columns: 80, term: "dumb" }])("is a line a change elsewhere: %j", (options) => {
    const text = written((say) => {
      say.now(status(1));
      say.now(status(1));
      say.now(status(2));
    }, options);
    expect(text).not.toContain("\u001b");
    expect(text.split("\n").map((line) => line.replace(/^[-\d]+ [:\d]+Z {2}/, ""))).toEqual([
      "running: 1 of 10 calls done, 0 running, 1 retrying, 8 waiting, 0 failed",
      "running: 2 of 10 calls done, 0 running, 1 retrying, 7 waiting, 0 failed",
      "",
    ]);
  });

  test("is one JSON document a change for machines, on a terminal too", () => {
    const text = written(
      (say) => {
        say.now(status(1));
        say.now(status(1));
        say.last(status(2, FAILED));
      },
      { columns: 80, json: true },
    );
    const documents = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(documents).toHaveLength(2);
    expect(documents[0]).toMatchObject({
      session: SESSION,
      state: "running",
      counts: [{ service: "s", function: "main.rate", done: 1, retrying: 1, waiting: 8, total: 10 }],
    });
    expect(documents[1]).toMatchObject({
      state: "failed",
      ended: "2026-11-25T10:48:36.240Z",
      failure: { kind: "Failed", frames: [{ function: "main.rate", line: 7 }] },
    });
  });
});

test("a failed session says why, and what tells more", () => {
  const text = written((say) => say.last(status(1, FAILED)));
  expect(text).toContain("failed after 1.24 s");
  expect(text).toContain("lk.FailedException: no rate for \\u001b[31mXAU\n\tat main.rate(main.lk:7)");
  expect(text).toContain(`lk trace ${SESSION}\n`);
});

test.each([
  [{}, ""],
  [{ project: "shops/a b" }, " --project 'shops/a b'"],
  [{ project: "it's", release: "shop-2" }, " --project 'it'\\''s' --release shop-2"],
])("what tells more is of the same release, and can be pasted: %j", (options, rest) => {
  expect(commandLine("trace", SESSION, options)).toBe(`lk trace ${SESSION}${rest}`);
});

test("a session that runs says until when it may", () => {
  const text = written((say) => say.last(status(1)));
  expect(text).toMatch(
    /^session 7f3a\w+: main.main, build d899cd75\n {2}running for .*, started 2026-11-25 10:48:35Z/,
  );
  expect(text).toContain("until 2026-11-26 10:48:35Z");
  expect(text).not.toContain("lk trace");
});

test("nodes have the names of the program, pipelines are left out, and nothing is asked of a build that is gone", () => {
  const counts = ["main-rate", "main-main"].map((service) => ({ ...NODE, service }));
  const services = {
    "main-rate": { kind: "node", function: "orders/main.rate" },
    "main-main": { kind: "pipeline", function: "main.main" },
  };
  const descriptor = { name: "shop", modules: {}, pipelines: {}, services };
  expect(nodeCounts(counts, descriptor).map((node) => node.function)).toEqual(["orders.main.rate"]);
  expect(nodeCounts(counts, undefined).map((node) => node.function)).toEqual(["main-rate", "main-main"]);
});

test("columns stand under their headings", () => {
  const nodes = [
    { ...NODE, function: "main.rate", done: 5, total: 1000, waiting: 995 },
    { ...NODE, function: "x", done: 1_000_000, total: 1_000_000 },
  ];
  expect(nodeTable(nodes, undefined)).toEqual([
    "  node                     done  running  retrying  waiting  failed",
    "  main.rate           5 of 1000        0         0      995       0",
    "  x          1000000 of 1000000        0         0        0       0",
  ]);
  expect(nodeTable([], 80)).toEqual([]);
});
