import { applyEdits } from "../../src/diagnostics/index.js";
import { readConfig } from "../../src/project/config.js";
import { SourceText } from "../../src/text/index.js";
import { chance } from "../harness/chance.js";
import { unmark } from "../harness/marked.js";
import { marked } from "./marked-yaml.js";

function diagnose(text: string) {
  return readConfig(new SourceText("lk.yaml", text)).diagnostics;
}

const texts = Object.entries(marked).map(([name, text]) => [name, unmark(text, "lk.yaml").plain] as const);

test.each(texts)("what is offered for %s mends it", (_, text) => {
  const before = diagnose(text);
  for (const { code, fix, hint, message } of before) {
    expect([message, hint]).not.toContain(undefined);
    if (!fix) continue;
    const after = diagnose(applyEdits(text, fix));
    const count = (found: typeof before) => found.filter((one) => one.code === code).length;
    // A text that is YAML at last may have mistakes that could not be seen before.
    if (code === "LK6001") expect(after.map((one) => one.code)).not.toContain(code);
    else expect(count(after)).toBeLessThan(count(before));
  }
});

test("most of what is said comes with an edit", () => {
  const all = texts.flatMap(([, text]) => diagnose(text));
  expect(all.filter(({ fix }) => fix).length / all.length).toBeGreaterThan(0.45);
});

const SEED = Number(process.env.SEED ?? 20_261_125);

test(`mutated texts never break the reader, and all is said within them (seed ${SEED})`, () => {
  const random = chance(SEED);
  const pieces = [
    "\n",
    "\r\n",
    "\t",
    "  ",
    ":",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "\\",
    "|",
    ">-",
    "#",
    " #",
  ];
  const more = [
    "&a ",
    "*a",
    "!!str ",
    "!x ",
    "<<: *a",
    "---\n",
    "...\n",
    "?",
    "%",
    "@",
    "🛒",
    "\ufeff",
    "~",
    "1e3",
    "name",
    "\u0000",
  ];
  const all = [...pieces, ...more];
  for (let round = 0; round < 6000; round++) {
    let text = texts[random(texts.length)]![1];
    for (let left = 1 + random(4); left > 0; left--) {
      const at = random(text.length + 1);
      const cut = random(3) === 0 ? random(6) : 0;
      text = text.slice(0, at) + (random(4) > 0 ? all[random(all.length)] : "") + text.slice(at + cut);
    }
    for (const { span, labels, fix } of diagnose(text)) {
      const spans = [span, ...labels.map((label) => label.span), ...(fix ?? []).map((edit) => edit.span)];
      for (const { start, end } of spans) {
        if (!(start >= 0 && start <= end && end <= text.length))
          throw new Error(`${JSON.stringify(text)}: ${start} to ${end}`);
      }
      if (fix) diagnose(applyEdits(text, fix));
    }
  }
});
