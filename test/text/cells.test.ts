import { spawnSync } from "node:child_process";
import { cellsOf, cellWidth, printable } from "../../src/text/index.js";

/** Python's `unicodedata` knows widths by UAX 11 and categories, and nothing of ours. */
const script = `
import json, unicodedata as u
points = [c for c in range(0x20, 0x110000) if not 0xD800 <= c < 0xE000]
print(json.dumps([[c, u.category(chr(c)), u.east_asian_width(chr(c))] for c in points if u.category(chr(c)) != "Cn"]))
`;

type Known = readonly [point: number, category: string, width: string];

function knownToPython(): readonly Known[] {
  const { stdout, stderr } = spawnSync(process.env.LK_PYTHON ?? "python3", ["-I", "-c", script], {
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Made wide by Unicode 16, which not every Python has. */
const widened = (point: number) =>
  (point >= 0x2630 && point <= 0x2637) ||
  (point >= 0x268a && point <= 0x268f) ||
  (point >= 0x4dc0 && point <= 0x4dff) ||
  (point >= 0x1d300 && point <= 0x1d376);

/** Half a flag, of which terminals think differently. */
const half = (point: number) => point >= 0x1f1e6 && point <= 0x1f1ff;

/** Later parts of a syllable of Hangul, which have no cells of their own. */
const jamo = (point: number) => (point >= 0x115f && point <= 0x11ff) || (point >= 0xd7b0 && point <= 0xd7fb);

const hexadecimal = (point: number) => `\\u{${point.toString(16).toUpperCase()}}`;

test("every character has the cells that UAX 11 gives it, or is shown by its escape, or is a mark on a circle", () => {
  const wrong: string[] = [];
  for (const [point, category, width] of knownToPython()) {
    if (half(point)) continue;
    const text = String.fromCodePoint(point);
    const [cell] = cellsOf(text) as [ReturnType<typeof cellsOf>[number]];
    if (cell.text === text) {
      const cells = "WF".includes(width) || widened(point) ? 2 : 1;
      const seen = !["Cc", "Cf", "Cs", "Zl", "Zp"].includes(category);
      if (cell.width !== cells || !seen) wrong.push(hexadecimal(point));
    } else if (cell.text === hexadecimal(point)) {
      if (cell.width !== cell.text.length) wrong.push(hexadecimal(point));
      // What is seen is shown: only what is ignored in drawing is not, marks and letters too.
      const ignored = /\p{Default_Ignorable_Code_Point}/u.test(text) || jamo(point);
      if (!category.startsWith("C") && !category.startsWith("Z") && !ignored) wrong.push(hexadecimal(point));
    } else if (cell.text !== `\u25cc${text}` || !category.startsWith("M")) wrong.push(hexadecimal(point));
  }
  expect(wrong).toEqual([]);
});

// As terminals that know graphemes draw them, and as the `wcswidth` of Python's wcwidth 0.9 has them.
test.each([
  ["👍", 2],
  ["👍🏽", 2],
  ["☝🏽", 2],
  ["👩‍👩‍👧", 2],
  ["🧑‍💻", 2],
  ["👨🏻‍❤️‍💋‍👨🏿", 2],
  ["🏳️‍🌈", 2],
  ["🇩🇪", 2],
  ["🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2],
  ["❤️", 2],
  ["❤", 1],
  ["☎︎", 1],
  ["1️⃣", 2],
  ["™️", 2],
  ["e\u0301\u0302\u0303", 1],
  ["\u1112\u1161\u11ab", 2],
  ["한", 2],
  ["葛\u{e0100}", 2],
  ["กำ", 2],
  ["क्ष", 2],
  ["கி", 2],
  ["नमस्ते", 4],
  ["ｱ", 1],
  ["Ａ", 2],
  ["مرحبا", 5],
])("%s takes %i cells", (text, cells) => {
  expect(cellWidth(text)).toBe(cells);
  expect(printable(text)).toBe(text);
});

test("tabs go on to the next multiple of four", () => {
  expect(cellsOf("\ta\t日\t").map(({ width }) => width)).toEqual([4, 1, 3, 2, 2]);
});

test("cells cover a text without gaps", () => {
  const text = "a\t👩‍👩‍👧e\u0301\u202e\ud800日\u0000กำ";
  const cells = cellsOf(text);
  expect(cells.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
});

/** What begins a sequence that a terminal acts on, moves its cursor, or turns or hides what stands beside it. */
const acting =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]/;

test("nothing that acts is left in what is shown, of any character and between any two kinds", () => {
  const all = (text: string) =>
    `${printable(text)}${cellsOf(text.replaceAll("\n", ""))
      .map((cell) => cell.text)
      .join("")}`;
  // Halves of pairs are looked for as code points: whole pairs are fine.
  const acts = (text: string) => [...text].some((point) => point.length === 1 && acting.test(point));
  for (let point = 0; point < 0x3000; point++) expect(acts(all(String.fromCodePoint(point)))).toBe(false);
  const kinds = [
    "a",
    "日",
    "é",
    "e\u0301",
    "👍",
    "👩",
    "\u200d",
    "\ufe0f",
    "\u001b",
    "\u009b",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ud800",
    "\udc00",
    "\u0600",
    "\r",
    "\u034f",
  ];
  for (const one of kinds)
    for (const two of kinds)
      for (const three of kinds)
        expect([one, two, three, acts(all(one + two + three))]).toEqual([one, two, three, false]);
});
