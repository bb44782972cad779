import type { Chance } from "../harness/chance.js";

/** A place from 1, as diagnostics have it. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A text with something put into it that means nothing, and where the places of the text are now. */
export interface Shifted {
  readonly text: string;
  readonly moved: (place: Place) => Place;
}

/** A way to put something that means nothing into a text; undefined where there is no room for it. */
export type Shift = (text: string, draw: Chance) => Shifted | undefined;

/** Lines put before a declaration that stands behind a blank line or at the top, each of which is one line of text. */
function before(...lines: readonly string[]): Shift {
  const declares = lines.some((line) => /^[a-z@]/.test(line));
  return (text, draw) => {
    const all = text.split("\n");
    const imports = declares ? all.findLastIndex((line) => line.startsWith("import")) : -1;
    const free = all.flatMap((line, at) => {
      if (at <= imports) return [];
      const begins = /^(?:import|type|const|fn|node|pipeline|test|@|\/\/\/)/.test(line);
      return begins && (at === 0 || all[at - 1]!.trim() === "") ? [at] : [];
    });
    if (free.length === 0) return undefined;
    const at = free[draw(free.length)]!;
    return {
      text: [...all.slice(0, at), ...lines, ...all.slice(at)].join("\n"),
      moved: ({ line, column }) => ({ line: line > at ? line + lines.length : line, column }),
    };
  };
}

const still = (place: Place) => place;

/** Lines in which every quoted text is whole, has no escapes or expressions, and is no number, which would be proposed without its quotes. */
const ofTexts = /^(?!.*\/\/)[^"\\@]*(?:"(?![-\d.]+")[^"\\$]*"[^"\\@]*)+$/;

/** Something put at the end of each text, as far as lines are sure to have no other quotes. */
function behindTexts(added: string): Shift {
  return (text) => {
    const quotes = new Map<number, number[]>();
    const lines = text.split("\n").map((line, at) => {
      if (!ofTexts.test(line) || /^test /.test(line)) return line;
      const ends = [...line.matchAll(/"[^"]*"/g)].map(
        (match) => [...line.slice(0, match.index + match[0].length)].length,
      );
      quotes.set(at + 1, ends);
      return line.replace(/"([^"]*)"/g, `"$1${added}"`);
    });
    if (quotes.size === 0) return undefined;
    const points = [...added].length;
    return {
      text: lines.join("\n"),
      // Of a text only its ends are told: its last quote has the column of its end, and what comes behind is further to the right.
      moved: ({ line, column }) => ({
        line,
        column: column + points * (quotes.get(line) ?? []).filter((end) => column > end).length,
      }),
    };
  };
}

/** All shifts, by what they put in. */
export const shifts: Readonly<Record<string, Shift>> = {
  "blank lines": before("", "", ""),
  "a comment": before("// note", ""),
  "comments of emoji, wide and combining characters": before("// 👩‍👩‍👧 🇩🇪 日本語", "// e\u0301\u0302 ﷽", ""),
  "a comment with tabs and quotes": before('//\t\t"\t{ ( [ ${', ""),
  "a comment with controls and directions": before("// \u202e\u2066\u200b\u001b[31m\u0000", ""),
  "a declaration with attributes": before(
    '@external("shifted.by_this")',
    "@pure",
    "fn shifted_by_this() -> Int",
    "",
  ),
  "a declaration with a text of emoji": before('const shifted_by_this = "👍🏽é日"', ""),
  "line ends of two characters": (text) => ({ text: text.replaceAll(/\r?\n/g, "\r\n"), moved: still }),
  "blanks of tabs": (text) => ({
    text: text.replaceAll(/^ +/gm, (blanks) => "\t".repeat(blanks.length)),
    moved: still,
  }),
  "a byte order mark": (text) =>
    text.startsWith("\ufeff") ? undefined : { text: `\ufeff${text}`, moved: still },
  "emoji in texts": behindTexts("👍"),
  "long emoji in texts": behindTexts("👩‍👩‍👧"),
  "combining characters in texts": behindTexts("e\u0301"),
  "a tab in texts": behindTexts("\t"),
};

/** Shifts that change texts, which messages quote. */
export const changesTexts = (name: string): boolean => name.endsWith("texts");

/** A text with a few of its words and marks left out, doubled or exchanged: mostly no program any more. */
export function mutated(text: string, draw: Chance): string {
  const tokens = text.split(/(\s+|[(){}[\],:.|>=+-]|"[^"\n]*")/).filter((token) => token !== "");
  for (let count = 1 + draw(3); count > 0; count--) {
    const at = draw(tokens.length);
    if (/^\s/.test(tokens[at] ?? " ")) continue;
    if (draw(3) === 0) tokens.splice(at, 1);
    else if (draw(2) === 0) tokens.splice(at, 0, tokens[at]!);
    else tokens[at] = tokens[draw(tokens.length)]!;
  }
  return tokens.join("");
}
