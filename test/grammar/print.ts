import type { Chance } from "../harness/chance";

/** A token, or a mark for where line breaks stand or may not stand. */
export type Piece =
  | { readonly text: string; readonly withinText: boolean; readonly mark?: undefined }
  | { readonly mark: "NL" | "no NL" | "first column"; readonly text?: undefined };

const comments = ["// a comment", '// fn f() { "', "/// documentation", "//! of the module"];

/** Writes tokens as text, with line breaks and comments at random where they mean nothing. */
export function print(pieces: readonly Piece[], below: Chance): string {
  let text = "";
  let mark: Piece["mark"];
  for (const piece of pieces) {
    if (piece.mark) {
      mark = piece.mark;
      continue;
    }
    text += between(text, mark, piece, below) + piece.text;
    // An operator has a blank behind it, so that it goes on with the line above; a sign stands before its operand.
    if (piece.text !== "-" || mark === "no NL") text += " ";
    mark = undefined;
  }
  return `${text}\n`;
}

function between(text: string, mark: Piece["mark"], piece: Piece & { text: string }, below: Chance): string {
  if (mark === "first column") return text === "" || below(8) > 0 ? `${rest(below)}\n` : "";
  if (mark === "NL") return `${rest(below)}\n  `;
  const free = !piece.withinText && !text.endsWith("-") && (mark !== "no NL" || piece.text !== "(");
  return free && below(12) === 0 ? `${rest(below)}\n    ` : "";
}

/** The rest of a line, and maybe more lines without a token. */
function rest(below: Chance): string {
  if (below(4) > 0) return below(6) === 0 ? "\n" : "";
  const comment = comments[below(comments.length)]!;
  return below(2) === 0 ? comment : `\n  ${comment}`;
}
