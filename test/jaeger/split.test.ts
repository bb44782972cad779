import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JsonSplitter } from "../../src/jaeger/split";

/** What is cut out of a text that comes in chunks of a size. */
function cut(text: string, wanted: readonly string[], size = text.length + 1) {
  const parts: [string, unknown][] = [];
  const left: string[] = [];
  const splitter = new JsonSplitter(wanted, {
    part: (path, bytes) => parts.push([path, JSON.parse(Buffer.from(bytes).toString())]),
    left: (path) => left.push(path),
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) splitter.add(bytes.subarray(at, at + size));
  return { parts, left, state: splitter.state };
}

const TEXT = `{ "a" : {"skip":[{"b":1}], "b": [ {"x":"}]\\"\\\\","y":[{"z":"ü😀"}]}, {} ,{"x":[]}]}, "c":7,"b":[{"x":0}] }`;

test("what is wanted is cut out, however the text is cut", () => {
  const expected = {
    parts: [
      ["a.b[]", { x: '}]"\\', y: [{ z: "ü😀" }] }],
      ["a.b[]", {}],
      ["a.b[]", { x: [] }],
    ],
    left: ["a.skip[]", "a.skip", "a.b", "a", "b[]", "b", ""],
    state: "whole",
  };
  for (let size = 1; size <= Buffer.byteLength(TEXT); size++)
    expect([size, cut(TEXT, ["a.b[]"], size)]).toEqual([size, expected]);
});

test("several documents behind each other are read like one", () => {
  const { parts, state } = cut('{"a":{"x":1}}\n{"a":{"x":2}}', ["a"]);
  expect([parts, state]).toEqual([
    [
      ["a", { x: 1 }],
      ["a", { x: 2 }],
    ],
    "whole",
  ]);
});

test("a text that is cut anywhere is not whole", () => {
  for (let length = 1; length < Buffer.byteLength(TEXT); length++)
    expect([length, cut(Buffer.from(TEXT).subarray(0, length).toString("latin1"), ["a.b[]"]).state]).toEqual([
      length,
      "cut",
    ]);
});

test.each([
  ["", "empty"],
  [" \n", "empty"],
  ["{}", "whole"],
  ["<!DOCTYPE html>", "strange"],
  ["[]", "strange"],
  ["404 page not found", "strange"],
])("%j is %s", (text, state) => {
  expect(cut(text, ["a"]).state).toBe(state);
});

test("gives of a recorded answer what parsing it as a whole gives", () => {
  const text = readFileSync(join(__dirname, "../fixtures/jaeger/v3-20-elements-4-posts.json"), "utf8");
  const whole = JSON.parse(text).result.resourceSpans.flatMap(
    (group: { scopeSpans: { spans: object[] }[] }) => group.scopeSpans.flatMap(({ spans }) => spans),
  );
  expect(whole.length).toBe(20);
  const path = "result.resourceSpans[].scopeSpans[].spans[]";
  expect(cut(text, [path], 100).parts.map(([, span]) => span)).toEqual(whole);
});
