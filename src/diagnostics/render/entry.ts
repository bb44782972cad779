import type { Entry } from "../catalogue.js";

/** The long form of a message in Markdown: what it means, an example and its repair. */
export function entryMarkdown({ explanation, example, repair }: Entry): string {
  const parts = [explanation];
  if (example) parts.push("An example:", fenced(example));
  if (repair) parts.push("Repaired:", fenced(repair));
  return `${parts.join("\n\n")}\n`;
}

/** Code between fences; a program of several files has a line `// file: …` or `=== …` above each. */
export function fenced(code: string): string {
  return `\`\`\`lk\n${code.trimEnd()}\n\`\`\``;
}
