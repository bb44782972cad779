import { READABLE, wrap } from "../../src/text/index.js";

test.each([
  ["a text that fits stays as it is", "one  two", ["one  two"]],
  ["words", "one two three four five six seven eight", ["one two three four five six", "seven eight"]],
  ["line breaks", "one\n\ntwo", ["one", "", "two"]],
  ["code", "something that is `code in backquotes` here", ["something that is", "`code in backquotes` here"]],
  [
    "code longer than a line",
    "`one two three four five six seven eight`",
    ["`one two three four five six", "seven eight`"],
  ],
  ["a word longer than a line", `a ${"x".repeat(40)} b`, ["a", "x".repeat(40), "b"]],
  [
    "what is indented",
    "    one two three four five six seven eight",
    ["    one two three four five", "    six seven eight"],
  ],
  [
    "an item of a list",
    "- one two three four five six seven eight",
    ["- one two three four five six", "  seven eight"],
  ],
  [
    "wide characters",
    "日本語 日本語 日本語 日本語 日本語 日本語",
    ["日本語 日本語 日本語 日本語", "日本語 日本語"],
  ],
  ["an odd backquote", "one ` two three four five six seven", ["one ` two three four five six", "seven"]],
])("%s", (_, text, lines) => {
  expect(wrap(text, 30)).toEqual(lines);
});

test("what is broken goes on further to the right where that is asked for", () => {
  expect(wrap("error: one two three four five six", 30, 2)).toEqual([
    "error: one two three four five",
    "  six",
  ]);
});

test("prose is no wider than is read well, and no narrower than can be read", () => {
  const text = "word ".repeat(100).trim();
  expect(Math.max(...wrap(text, 500).map((line) => line.length))).toBeLessThanOrEqual(READABLE);
  expect(wrap(text, 1)).toEqual(wrap(text, 30));
});

test("without a width only the text's own lines are", () => {
  const text = "word ".repeat(100).trim();
  expect(wrap(`${text}\n${text}`, undefined)).toEqual([text, text]);
});

test("no word is lost, whatever the width", () => {
  const text = "- `a b` some words,\tand   `more` of them:\n    let x = 日本 + e\u0301\n\n* end`";
  const words = (lines: readonly string[]) =>
    lines
      .join(" ")
      .split(/\s+/)
      .filter((word) => word !== "");
  for (let width = 30; width < 100; width++) expect(words(wrap(text, width))).toEqual(words([text]));
});
