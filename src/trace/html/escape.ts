import { escapeText } from "../escape.js";

/** Foreign text as HTML: nothing of it is markup, and controls and marks that turn text around are written out as in a terminal. */
export function html(text: string): string {
  return escapeText(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character]!);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};
