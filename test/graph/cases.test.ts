import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { graphText } from "../../src/graph";
import { graphOf } from "./harness";

/** Each case is a page with a program and its graph; `LK_UPDATE=1` writes the graphs anew, to be read in the diff. */
const folder = join(__dirname, "../cases/graph");

for (const file of readdirSync(folder).sort()) {
  test(file.replace(/\.md$/, ""), () => {
    const page = readFileSync(join(folder, file), "utf8");
    const source = /## Source\n\n```lk\n([\s\S]*?)```/.exec(page)?.[1];
    const before = /## Graph\n\n```\n([\s\S]*?)```/.exec(page)?.[1];
    if (source === undefined || before === undefined) throw new Error(`${file} lacks a section`);
    const found = `${graphText(graphOf(source))}\n`;
    if (process.env.LK_UPDATE)
      writeFileSync(
        join(folder, file),
        page.replace(before, () => found),
      );
    else expect(found).toBe(before);
  });
}
