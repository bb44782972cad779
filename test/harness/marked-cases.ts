import { checkMarked, shown, splitFiles } from "./marked.js";

/**
 * Tests of marked programs, one a row: a name, and a text in which everything that is to be said about it is marked; nothing else
 * may be said. A text without marks is accepted in silence.
 */
export function markedCases(rows: Readonly<Record<string, string>>): void {
  test.each(Object.entries(rows))("%s", (_, marked) => {
    const { expected, found } = checkMarked(marked);
    const plain = new Map(
      splitFiles(marked.replace(/«LK\d{4} ?|»/g, "")).map(({ path, text }) => [`${path}.lk`, text]),
    );
    const text = (file: string) => plain.get(file) ?? "";
    expect(shown(found, text)).toEqual(shown(expected, text));
  });
}
