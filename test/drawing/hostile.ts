import type { Box, Drawing, Region } from "../../src/drawing";

/** Texts that a format could take for its own words or marks. */
export const HOSTILE = [
  "end",
  "subgraph",
  "graph TD",
  "click",
  "style b1 fill:#f00",
  "classDef",
  "default",
  "--> b2",
  "%% comment",
  "%%{init: {}}%%",
  "`markdown`",
  "**bold** _it_",
  '"quoted"',
  "it's",
  '"]; b9[x',
  "a\\",
  "\\N \\G \\l",
  "<b>bold</b>",
  "<br/>",
  "</text><script>alert(1)</script>",
  "<![CDATA[ x ]]>",
  "]]>",
  "&amp; &lt; &#34; #quot; #35;",
  "strict digraph { a -> b }",
  "/* */ // #",
  "${x} {{y}} ((z)) [[w]]",
  "1. list",
  "- item",
  "héllo wörld",
  "日本語のテスト",
  "🚀👩‍👩‍👧‍👦",
  "مرحبا",
  "e\u0301",
  "x",
];

/** A drawing whose every word is one of them. */
export function hostileDrawing(): Drawing {
  const box = (index: number): Box => ({
    id: `b${index + 1}`,
    kind: (["call", "glue", "choose", "scatter", "node"] as const)[index % 5]!,
    label: HOSTILE[index]!,
    details: [HOSTILE[(index + 7) % HOSTILE.length]!],
    place: `${HOSTILE[(index + 3) % HOSTILE.length]}:1`,
    shows: HOSTILE[index]!,
  });
  const boxes = HOSTILE.map((_, index) => box(index));
  const regions = HOSTILE.map(
    (label, index): Region => ({
      id: `r${index + 1}`,
      kind: "pipeline",
      label,
      place: label,
      shows: label,
      parts: [{ box: boxes[index]! }],
      arrows: [],
      entry: undefined,
      exit: undefined,
    }),
  );
  return { title: HOSTILE.join(" "), regions };
}
