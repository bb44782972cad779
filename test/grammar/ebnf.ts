import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Grammar, parseGrammar } from "../../grammar/ebnf";

export * from "../../grammar/ebnf";

/** The project's grammar, `grammar/lk.ebnf`. */
export function readGrammar(): Grammar {
  return parseGrammar(readFileSync(join(__dirname, "../../grammar/lk.ebnf"), "utf8"));
}
