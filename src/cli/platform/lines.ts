/** A line of a file in which each is an input. */
export interface InputLine {
  /** Counted from 1; empty lines count and are no inputs. */
  readonly number: number;
  readonly text: string;
}

/** The inputs of a text of JSON lines. */
export function inputLines(text: string): InputLine[] {
  return text
    .split("\n")
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== "");
}
