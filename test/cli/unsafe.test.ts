import { Workspace } from "./command.js";

const work = new Workspace();
afterAll(() => work.remove());

/** What a terminal would obey, or what would hide or turn text: CSI in both forms, a bell, marks of direction, a line separator, what takes no room. */
const UNSAFE = "\u001b[31m\u009b31m\u0007\u202e\u2028\u200b\u007f";
const written = [...UNSAFE].map((letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`).join("");
const json = JSON.stringify(UNSAFE);

beforeAll(() => {
  work.write({
    "main.lk": `type Color {
  Red
  Green
}

pipeline main(color: Color, n: Int) -> Int {
  match color {
    Red -> n
    Green -> fail "no ${written}"
  }
}

test "named ${written}" {
  "${written}" == "${written} "
}

test "fails" {
  fail "${written}"
}
`,
  });
});

const input = (text: string) => ["run", "main.lk", "--input", text];

test.each([
  ["a parameter's name", input(`{"color": "Red", "n": 1, ${json}: 1}`)],
  ["a text in the place of a number", input(`{"color": "Red", "n": ${json}}`)],
  ["a constructor's name", input(`{"color": ${json}, "n": 1}`)],
  ["what is no JSON", input(`{"color": "Red" ${UNSAFE}}`)],
  ["the message of a failure", input('{"color": "Green", "n": 1}')],
  ["a test's name and what it compares", ["test", "main.lk"]],
  ["the same as annotations", ["test", "main.lk", "--format", "github"]],
])("%s: nothing is an order to the terminal", async (_, args) => {
  const { out, err } = await work.lk(args, { env: { NO_COLOR: "1" } });
  const said = out + err;
  expect(said).toMatch(/\\u(?:\{1B\}|001b)\[31m|\\x1b/);
  expect(
    [...UNSAFE].filter((letter) => letter < " " || letter > "~").filter((letter) => said.includes(letter)),
  ).toEqual([]);
});

test("what is read by machines has everything", async () => {
  const { out } = await work.lk(["test", "main.lk", "--format", "json"]);
  expect(JSON.parse(out).tests[0].name).toBe(`named ${UNSAFE}`);
});
