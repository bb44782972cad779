import type { SourceText, Span } from "../../text/index.js";
import type { Why } from "./why.js";

/** What asks for a type, in words, and where it stands. */
export interface Owner {
  /** "the annotation of `x`". */
  readonly text: string;
  /** In the file at hand where no other is named. */
  readonly place: { readonly source?: SourceText; readonly span: Span } | undefined;
  /** For the label at the place. */
  readonly word: string;
}

/** What asks for the type of a whole of which a part is wrong; undefined where the whole asks for itself. */
export function owner(why: Why): Owner | undefined {
  switch (why.kind) {
    case "annotation": {
      const text = why.of === undefined ? "the annotation" : `the annotation of \`${why.of}\``;
      return { text, place: { span: why.span }, word: "annotated here" };
    }
    case "result": {
      const of = why.of === undefined ? "this function" : `\`${why.of}\``;
      return { text: `the result of ${of}`, place: { span: why.span }, word: "declared here" };
    }
    case "argument": {
      const which =
        why.label === undefined ? `${ordinal(why.index)} parameter` : `parameter \`${why.label}\``;
      return { text: `the ${which} of ${called(why.callee)}`, place: why.place, word: "declared here" };
    }
    case "field": {
      const text = `the field \`${why.field}\` of \`${why.constructor_}\``;
      return { text, place: why.place, word: "declared here" };
    }
    case "entry":
      return why.outer && owner(why.outer);
    case "branch":
      return {
        text: `the first ${why.of === "if" ? "branch" : "arm"}`,
        place: { span: why.first },
        word: `the first ${why.of === "if" ? "branch" : "arm"}`,
      };
    case "operand":
      return {
        text: `the other operand of \`${why.operator}\``,
        place: why.other && { span: why.other },
        word: "the other operand",
      };
    case "lambda":
    case "frame":
      return { text: "the result of the function around it", place: undefined, word: "" };
    case "rest":
      return { text: "the list around it", place: undefined, word: "" };
    default:
      return undefined;
  }
}

/** What is called, by the name that the user wrote, if it has one. */
export function called(name: string | undefined): string {
  return name === undefined ? "this function" : `\`${name}\``;
}

/** `1st`, `2nd`, `3rd`, `4th`, … of an index from 0. */
export function ordinal(index: number): string {
  const n = index + 1;
  const last = n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10;
  return `${n}${["th", "st", "nd", "rd"][last] ?? "th"}`;
}
