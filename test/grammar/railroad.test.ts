import { readFileSync } from "node:fs";
import { join } from "node:path";
import { railroadPage } from "../../grammar/railroad";
import { readGrammar } from "./ebnf";

const grammar = join(__dirname, "../../grammar");
const ebnf = readFileSync(join(grammar, "lk.ebnf"), "utf8");

test("railroad.html is what `node grammar/make.mjs` writes", () => {
  expect(readFileSync(join(grammar, "railroad.html"), "utf8")).toBe(railroadPage(ebnf));
});

test("every rule has one diagram, every link a rule", () => {
  const page = railroadPage(ebnf);
  const { syntax, tokens } = readGrammar();
  const anchors = [...page.matchAll(/<figure id="([^"]+)"/g)].map((found) => found[1]!);
  expect(anchors).toEqual([...syntax.keys(), ...tokens.keys()].map((name) => name.replaceAll(" ", "-")));
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map((found) => found[1]!);
  expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
  expect(links.length).toBeGreaterThan(100);
});

test("boxes of a diagram do not overlap, and lie within it", () => {
  for (const [svg, width, height] of railroadPage(ebnf).matchAll(
    /<svg[^>]* width="(.*?)" height="(.*?)">.*?<\/svg>/gs,
  )) {
    const boxes = [...svg.matchAll(/<rect x="(.*?)" y="(.*?)" width="(.*?)" height="(.*?)"/g)].map((found) =>
      found.slice(1).map(Number),
    ) as [number, number, number, number][];
    for (const [index, [x, y, w, h]] of boxes.entries()) {
      expect(x >= 0 && y >= 0 && x + w <= Number(width) && y + h <= Number(height)).toBe(true);
      const others = boxes.slice(index + 1);
      const over = others.filter(([a, b, c, d]) => x < a + c && a < x + w && y < b + d && b < y + h);
      expect(over).toEqual([]);
    }
  }
});
