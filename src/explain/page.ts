import { allEntries, type Entry, listCodes, renderText } from "../diagnostics/index.js";
import { checkExample } from "./example.js";
import { PHASES, phaseOf } from "./phases.js";
import { relatedCodes } from "./related.js";
import { capital, shortened } from "./text.js";

/** The pages of `docs/errors`: file name → Markdown. */
export function errorPages(): ReadonlyMap<string, string> {
  const codes = listCodes();
  const pages = codes.map((code) => [`${code}.md`, page(code, allEntries[code]!)] as const);
  return new Map([["README.md", index(codes)], ...pages]);
}

function page(code: string, { severity, title, explanation, example, repair }: Entry): string {
  const parts = [
    `# ${code}: ${title}`,
    `${severity === "error" ? "An error" : "A warning"} of the phase [${phaseOf(code).name}](README.md#${phaseOf(code).name}).`,
    explanation,
  ];
  if (example) parts.push("## An example", fence("lk", shortened(example)));
  const said = example ? rendered(code, example) : "";
  if (said) parts.push("`lk check` says:", fence("text", said));
  if (repair) parts.push("## Repaired", fence("lk", shortened(repair)));
  const related = relatedCodes(code).map((other) => `- [${other}](${other}.md): ${allEntries[other]!.title}`);
  if (related.length > 0) parts.push("## See also", related.join("\n"));
  return `${parts.join("\n\n")}\n`;
}

/** What an example gets, without what else is found in it: it is about one thing. */
function rendered(code: string, example: string): string {
  const found = checkExample(example).filter((one) => one.code === code);
  return renderText(found, { colour: false, width: 80 }).trimEnd();
}

function index(codes: readonly string[]): string {
  const parts = [
    "# Errors and warnings",
    "Every diagnostic has a code that stays the same, in brackets at its head. `lk explain CODE` shows these pages in the terminal.",
    ...PHASES.flatMap((phase) => {
      const rows = codes
        .filter((code) => phaseOf(code) === phase)
        .map(
          (code) => `| [${code}](${code}.md) | ${allEntries[code]!.severity} | ${allEntries[code]!.title} |`,
        );
      const table = ["| code | severity | title |", "| --- | --- | --- |", ...rows].join("\n");
      return [`## ${capital(phase.name)}`, `${capital(phase.about)}.`, table];
    }),
  ];
  return `${parts.join("\n\n")}\n`;
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
