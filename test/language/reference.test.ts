import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../src/compile";
import { SourceText } from "../../src/text";
import { root, within } from "../hold/lk";

interface Block {
  readonly page: string;
  readonly line: number;
  readonly refused: boolean;
  readonly text: string;
}

const folder = join(root, "docs/language");

/** The programs of the language reference: blocks marked `lk`, and `lk error` for those that are refused. */
const blocks: Block[] = readdirSync(folder).flatMap((page) => {
  if (!page.endsWith(".md")) return [];
  const text = readFileSync(join(folder, page), "utf8");
  return [...text.matchAll(/^```lk( error)?\n([\s\S]*?)^```/gm)].map((match) => ({
    page,
    line: text.slice(0, match.index).split("\n").length,
    refused: match[1] !== undefined,
    text: match[2]!,
  }));
});

test.each(blocks)("$page:$line is as it says", ({ text, refused }) => {
  const modules = [{ path: "main", source: new SourceText("main.lk", text) }];
  const { diagnostics } = check({ name: "reference", version: "1.0.0", main: "main", modules });
  const errors = diagnostics.filter((each) => each.severity === "error").map((each) => each.message);
  if (refused) expect(errors).not.toEqual([]);
  else expect(errors).toEqual([]);
});

const tested = blocks.filter((each) => !each.refused && /^test "/m.test(each.text));

test.each(tested)("the tests of $page:$line pass", async ({ text }) => {
  await within({ "main.lk": text }, async (place) => {
    const done = await place.lk("test", "main.lk");
    expect([done.status, done.status === 0 ? "" : done.stdout + done.stderr]).toEqual([0, ""]);
  });
});
