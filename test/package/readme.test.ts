import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../src/compile.js";
import { SourceText } from "../../src/text/index.js";

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
const blocks = [...readme.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text]) => text!);

test("the first two code blocks are the commands, each on one line", () => {
  expect(blocks[0]).toBe("npm ci && npx lk run examples/wordcount --input examples/wordcount/input.json\n");
  expect(blocks[1]).toBe("npm ci && npm test\n");
});

test("the program that it shows is one", () => {
  const source = new SourceText("readme.lk", blocks[2]!);
  expect(
    check({ name: "readme", version: "0.0.0", main: "readme", modules: [{ path: "readme", source }] })
      .diagnostics,
  ).toEqual([]);
});

test("its links lead somewhere", () => {
  for (const [, target] of readme.matchAll(/\]\(([^):]+)\)/g)) {
    expect(() => readFileSync(join(__dirname, "../..", target!))).not.toThrow();
  }
});
