import type { Command } from "commander";
import { findEntry, listCodes } from "../../diagnostics/index.js";
import { similar } from "../../text/index.js";
import { Exit, usage } from "../exit.js";
import type { Host } from "../host.js";

/** `lk explain CODE`: the long form of a diagnostic. */
export function explain(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("explain")
    .description("explain a diagnostic, with an example and its repair")
    .argument("<CODE>", "a code such as LK1042")
    .action((code: string) => {
      const name = code.toUpperCase().replace(/^(?=\d)/, "LK");
      const entry = findEntry(name);
      if (!entry) {
        const near = similar(name, listCodes());
        throw usage(
          `there is no diagnostic \`${code}\``,
          near
            ? `did you mean \`${near}\`?`
            : "a code stands in brackets at the head of each diagnostic, such as LK1042",
        );
      }
      const { title, severity, explanation, example, repair } = entry;
      host.out.write(
        `${name} ${severity}: ${title}\n\n${explanation}\n\nAn example:\n\n${indented(example)}\nMended:\n\n${indented(repair)}`,
      );
      finish(Exit.done);
    });
}

function indented(text: string): string {
  return `${text.trimEnd().replace(/^(?=.)/gm, "    ")}\n`;
}
