import { join } from "node:path";
import { ROOT, Workspace } from "./command.js";

const work = new Workspace();
afterAll(() => work.remove());
jest.setTimeout(60_000);

beforeAll(() => {
  work.write({ "wrong.lk": "const a = b\n" });
});

type Variables = Readonly<Record<string, string>>;

const none = { NO_COLOR: undefined, FORCE_COLOR: undefined, TERM: "xterm" };

async function onTerminal(args: readonly string[], variables: Variables): Promise<string> {
  const command = [join(__dirname, "terminal.py"), "", "", join(ROOT, "bin/lk"), ...args];
  return (await work.run("python3", command, { env: { ...none, ...variables } })).out;
}

async function onPipe(args: readonly string[], variables: Variables): Promise<string> {
  const { out, err } = await work.lk(args, { env: { ...none, ...variables } });
  return out + err;
}

const sgr = "\u001b[";

// What the variables are, and whether there are colours on a terminal and in a pipe.
const rules: readonly [Variables, boolean, boolean][] = [
  [{}, true, false],
  [{ NO_COLOR: "1" }, false, false],
  [{ NO_COLOR: "0" }, false, false],
  [{ NO_COLOR: "" }, true, false],
  [{ FORCE_COLOR: "" }, true, false],
  [{ FORCE_COLOR: "0" }, false, false],
  [{ FORCE_COLOR: "false" }, false, false],
  [{ FORCE_COLOR: "1" }, true, true],
  [{ FORCE_COLOR: "2" }, true, true],
  [{ FORCE_COLOR: "3" }, true, true],
  [{ FORCE_COLOR: "true" }, true, true],
  [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false, false],
  [{ TERM: "dumb" }, false, false],
  [{ TERM: "dumb", FORCE_COLOR: "1" }, true, true],
];

test.each(rules)("lk check with %j", async (variables, terminal, pipe) => {
  expect((await onTerminal(["check", "wrong.lk"], variables)).includes(sgr)).toBe(terminal);
  expect((await onPipe(["check", "wrong.lk"], variables)).includes(sgr)).toBe(pipe);
});

test.each([["explain LK1042"], ["explain"], ["chek"], ["check no.lk"]])(
  "lk %s has the same rules",
  async (line) => {
    const args = line.split(" ");
    expect(await onTerminal(args, {})).toContain(sgr);
    expect(await onTerminal(args, { NO_COLOR: "1" })).not.toContain(sgr);
    expect(await onPipe(args, {})).not.toContain(sgr);
    expect(await onPipe(args, { FORCE_COLOR: "1" })).toContain(sgr);
  },
);

test.each(["json", "sarif", "github"])(
  "--format %s has no colours of its own, forced or not",
  async (format) => {
    const { out } = await work.lk(["check", "wrong.lk", "--format", format], { env: { FORCE_COLOR: "1" } });
    expect(out).not.toContain(sgr);
  },
);
