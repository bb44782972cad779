import type { Command } from "commander";
import { didYouMean, type Entry, findEntry, listCodes } from "../../diagnostics/index.js";
import { explainJson, explainText, listJson, listText } from "../../explain/index.js";
import { similar } from "../../text/index.js";
import { Exit, usage } from "../exit.js";
import { formatOption, isJson } from "../format.js";
import type { Host } from "../host.js";

/** `lk explain [CODE]`: the long form of a diagnostic, or the list of all. */
export function explain(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("explain")
    .description("explain a diagnostic with an example and its repair; without a code, list them all")
    .argument("[CODE]", "a code such as LK1042, or only its digits")
    .addOption(formatOption())
    .action((code: string | undefined, options: { readonly format: string }) => {
      const style = { colour: host.out.colour, width: host.out.columns };
      if (code === undefined) host.out.write(isJson(options) ? listJson() : listText(style));
      else {
        const [name, entry] = find(code);
        host.out.write(isJson(options) ? explainJson(name, entry) : explainText(name, entry, style));
      }
      finish(Exit.done);
    });
}

/** The entry of a code as a person writes it: `LK1042`, `lk1042`, `1042`, `[LK1042]`. */
function find(written: string): readonly [string, Entry] {
  const code = written
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .replace(/^(?=\d)/, "LK");
  const entry = findEntry(code);
  if (entry) return [code, entry];
  const near = similar(code, listCodes());
  throw usage(
    `there is no diagnostic \`${written}\``,
    near ? didYouMean(near) : "`lk explain` lists them all",
  );
}
