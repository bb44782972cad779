import { readConfig } from "../../src/project/config.js";
import { SourceText } from "../../src/text/index.js";
import { shown, unmark } from "../harness/marked.js";
import { marked } from "./marked-yaml.js";

/** Holds what is said about a text against its marks: codes, and places to the character. */
function hold(text: string): void {
  const { plain, remarks } = unmark(text, "lk.yaml");
  const { diagnostics } = readConfig(new SourceText("lk.yaml", plain));
  const found = diagnostics.map(({ code, source, span }) => ({ code, file: source.path, ...span }));
  const order = (one: { start: number; code: string }, other: typeof one) =>
    one.start - other.start || (one.code < other.code ? -1 : 1);
  expect(shown([...found].sort(order), () => plain)).toEqual(shown([...remarks].sort(order), () => plain));
}

const cases = Object.entries(marked);

test.each(cases)("%s is told at its place", (_, text) => hold(text));

// What stands before a mistake moves its place and changes nothing else.

test.each(cases)("%s: behind lines of comments", (_, text) => {
  hold(`# one\n\n  # two: [ "\n# 🛒 ünï\u0301\n${text}`);
});

test.each(cases)("%s: with CRLF", (_, text) => hold(text.replaceAll("\n", "\r\n")));

test.each(cases)("%s: behind a byte order mark", (_, text) => hold(`\ufeff${text}`));

test.each(cases)("%s: below a key with emojis", (_, text) => {
  if (/^(---|«LK6003 |- a)|^«?(LK6004 »)?\{|LK6004 »version/.test(text)) return;
  hold(`jaeger: "http://🛒🛒\\u00e4#" # 🛒\n${text}`);
});

/** A document can begin in any column, if all of it does. */
const indentable = cases.filter(([, text]) => !/^(---|\.\.\.)|^«LK60\d\d (---|\.)|\|2|\t/m.test(text));

test.each(indentable)("%s: indented", (_, text) => {
  hold(text.replace(/^(?=.)/gm, "   "));
});
