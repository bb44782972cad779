const written: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
  $: "\\$",
};

/** A text as a literal of the language, with its quotes. */
export function writeText(text: string): string {
  const escaped = text.replace(/["\\$\p{Cc}]/gu, (character) => {
    return written[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`;
  });
  return `"${escaped}"`;
}
