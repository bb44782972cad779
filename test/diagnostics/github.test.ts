import { type Diagnostic, githubCommand, renderGithub } from "../../src/diagnostics/index.js";
import { SourceText } from "../../src/text/index.js";
import { checkMarked } from "../harness/marked.js";

/** Reads a workflow command as the runner of GitHub Actions does: properties and message, decoded. */
function read(line: string) {
  const [, severity, written, message] = /^::(\w+) (.*?)::(.*)\n$/s.exec(line)!;
  const decode = (text: string, marks: readonly (readonly [string, string])[]) =>
    marks.reduce((read, [code, mark]) => read.replaceAll(code, mark), text);
  const data = [
    ["%0D", "\r"],
    ["%0A", "\n"],
    ["%25", "%"],
  ] as const;
  const property = [["%3A", ":"], ["%2C", ","], ...data] as const;
  const properties = Object.fromEntries(
    written!.split(",").map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at), decode(part.slice(at + 1), property)];
    }),
  );
  return { severity, ...properties, message: decode(message!, data) };
}

const place = { file: "a.lk", line: 2, endLine: 2, col: 3, endColumn: 5 };

test("the form is the runner's", () => {
  expect(githubCommand("error", place, "LK1: no", "Why.")).toBe(
    "::error file=a.lk,line=2,endLine=2,col=3,endColumn=5,title=LK1%3A no::Why.\n",
  );
});

test.each(["100%", "a\nb\r\nc", "a:b,c::d", "%0A %3A", "::error::x", "😀é"])("%j comes through", (text) => {
  const line = githubCommand("warning", { ...place, file: text }, text, text);
  expect(line.slice(0, -1)).not.toMatch(/[\r\n]/);
  expect(read(line)).toMatchObject({
    severity: "warning",
    file: text,
    title: text,
    message: text,
    line: "2",
  });
});

test("an annotation over several lines has no columns, which the runner would refuse", () => {
  expect(githubCommand("error", { ...place, endLine: 4 }, "t", "m")).toBe(
    "::error file=a.lk,line=2,endLine=4,title=t::m\n",
  );
});

test("diagnostics with their types and hints, columns in code points, each once", () => {
  const { diagnostics } = checkMarked('fn f(total: Float) {\n  "👍🏽" == "" && total * 2 > 1.0\n}');
  const file = (path: string) => `sub/${path}`;
  expect(renderGithub([...diagnostics, ...diagnostics], file).split("\n")).toHaveLength(2);
  expect(read(renderGithub(diagnostics, file))).toEqual({
    severity: "error",
    file: "sub/main.lk",
    line: "2",
    endLine: "2",
    col: "25",
    endColumn: "26",
    title: expect.stringMatching(/^LK3010: /),
    message: expect.stringMatching(/expected: Float\nfound: Int\n\nWrite `2\.0`/),
  });
});

test("nothing wrong is nothing", () => {
  const none: Diagnostic[] = [];
  expect(renderGithub(none, (path) => path)).toBe("");
  expect(new SourceText("a", "").lines).toBe(1);
});
