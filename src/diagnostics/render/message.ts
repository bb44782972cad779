import type { Diagnostic } from "../diagnostic.js";

/** What a diagnostic says, in one text without its place: the sentence, the two types, the hint. */
export function messageText({ message, types, hint }: Diagnostic): string {
  const parts = [message];
  if (types) parts.push(`expected: ${types.expected}\nfound: ${types.found}`);
  if (hint) parts.push(sentence(hint));
  return parts.join("\n\n");
}

/** A hint with a capital and a full stop. */
export function sentence(hint: string): string {
  const text = hint.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
  return /[.?!…:)]$/.test(text) ? text : `${text}.`;
}
