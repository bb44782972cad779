import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from "vscode-textmate";

export const grammarPath = join(__dirname, "../../grammar/lk.tmLanguage.json");

/** A piece of one line with the scopes an editor gives it, the outermost first. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

/** The grammar, as VS Code loads it. */
export async function loadGrammar(): Promise<IGrammar> {
  const wasm = readFileSync(join(dirname(require.resolve("vscode-oniguruma")), "onig.wasm"));
  await loadWASM({ data: wasm });
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(readFileSync(grammarPath, "utf8"), grammarPath),
  });
  return (await registry.loadGrammar("source.lk"))!;
}

/** All pieces of a text, with offsets in the text. */
export function highlight(grammar: IGrammar, text: string): Piece[] {
  const pieces: Piece[] = [];
  let state = INITIAL;
  let offset = 0;
  for (const line of text.split("\n")) {
    const found = grammar.tokenizeLine(line.replace(/\r$/, ""), state);
    state = found.ruleStack;
    for (const { startIndex, endIndex, scopes } of found.tokens)
      pieces.push({
        start: offset + startIndex,
        end: offset + Math.min(endIndex, line.length),
        scopes: scopes.slice(1),
      });
    offset += line.length + 1;
  }
  return pieces;
}

export type Colour = "comment" | "string" | "keyword" | "boolean" | "number" | "type" | undefined;

/** What the innermost scope that matters says. */
export function colourOf(scopes: readonly string[]): Colour {
  for (const scope of scopes.toReversed()) {
    if (scope.startsWith("meta.interpolation")) return undefined;
    if (scope.startsWith("comment.")) return "comment";
    if (scope.startsWith("string.")) return "string";
    if (scope.startsWith("constant.numeric.")) return "number";
    if (scope.startsWith("constant.language.boolean.")) return "boolean";
    if (/^keyword\.(control|declaration)\./.test(scope)) return "keyword";
    if (scope.startsWith("entity.name.type.")) return "type";
  }
  return undefined;
}
