import { check } from "../../src/compile";
import { renderJson } from "../../src/diagnostics";
import { SourceText } from "../../src/text";

function json(text: string) {
  const modules = [{ path: "main", source: new SourceText("src/main.lk", text) }];
  return renderJson(check({ name: "test", version: "0.1.0", main: "main", modules }).diagnostics);
}

test("the form of a diagnostic is fixed", () => {
  expect(JSON.parse(json('const a = "é👍" ++ x\ny\n'))).toEqual({
    diagnostics: [
      {
        severity: "error",
        code: "LK2201",
        title: expect.any(String),
        message: expect.any(String),
        file: "src/main.lk",
        start: { line: 1, column: 19 },
        end: { line: 1, column: 20 },
        labels: [],
        hint: null,
      },
      {
        severity: "error",
        code: "LK1052",
        title: expect.any(String),
        message: expect.any(String),
        file: "src/main.lk",
        start: { line: 2, column: 1 },
        end: { line: 2, column: 2 },
        labels: [],
        hint: expect.any(String),
      },
    ],
  });
});

test("labels have a file and a place of their own", () => {
  expect(JSON.parse(json("fn f(a: Int,\n  a: Int) -> Int { a }\n")).diagnostics).toContainEqual(
    expect.objectContaining({
      code: "LK1046",
      start: { line: 2, column: 3 },
      labels: [
        {
          file: "src/main.lk",
          start: { line: 1, column: 6 },
          end: { line: 1, column: 7 },
          message: "the first one is here",
        },
      ],
    }),
  );
});

test("edits have a range of the diagnostic's own file", () => {
  const { diagnostics } = JSON.parse(json('const a = "é👍" ++ 3\n'));
  expect(diagnostics[0].fix).toEqual([
    { start: { line: 1, column: 19 }, end: { line: 1, column: 20 }, text: '"3"' },
  ]);
});

test("nothing wrong is an empty list, on one line", () => {
  expect(json("const a = 1\n")).toBe('{"diagnostics":[]}\n');
});

test("a line break belongs to the line that it ends", () => {
  const { diagnostics } = JSON.parse(json("fn f(\r\n\r\nconst a = 1\r\n"));
  expect(diagnostics.map(({ code }: { code: string }) => code)).toEqual(["LK1020"]);
  expect(diagnostics[0]).toMatchObject({ start: { line: 1, column: 5 }, end: { line: 1, column: 6 } });
});
