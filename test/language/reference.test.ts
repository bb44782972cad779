import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../src/compile";
import { SourceText } from "../../src/text";
import { root, within } from "../hold/lk";

interface Block {
  readonly page: string;
  readonly line: number;
  /** The code of the error that it gets. */
  readonly refused: string | undefined;
  readonly text: string;
}

const folder = join(root, "docs/language");

/** The programs of the reference and the tour: blocks marked `lk`, and `lk error CODE` for those that are refused. */
const blocks: Block[] = readdirSync(folder).flatMap((page) => {
  if (!page.endsWith(".md")) return [];
  const text = readFileSync(join(folder, page), "utf8");
  return [...text.matchAll(/^```lk(?: error (LK\d{4}))?\n([\s\S]*?)^```/gm)].map((match) => ({
    page,
    line: text.slice(0, match.index).split("\n").length,
    refused: match[1],
    text: match[2]!,
  }));
});

test.each(blocks)("$page:$line is as it says", ({ text, refused }) => {
  const modules = [{ path: "main", source: new SourceText("main.lk", text) }];
  const { diagnostics } = check({ name: "reference", version: "1.0.0", main: "main", modules });
  const errors = diagnostics.filter((each) => each.severity === "error").map(({ code }) => code);
  expect(errors).toEqual(refused ? [refused] : []);
});

test("every fence is one that is looked at", () => {
  const fences = readdirSync(folder)
    .filter((page) => page.endsWith(".md"))
    .flatMap((page) => readFileSync(join(folder, page), "utf8").match(/^```lk.*$/gm) ?? []);
  expect(blocks).toHaveLength(fences.length);
});

const tested = blocks.filter((each) => !each.refused && /^test "/m.test(each.text));

test.each(tested)("the tests of $page:$line pass", async ({ text }) => {
  await within({ "main.lk": text }, async (place) => {
    const done = await place.lk("test", "main.lk");
    expect([done.status, done.status === 0 ? "" : done.stdout + done.stderr]).toEqual([0, ""]);
  });
});
