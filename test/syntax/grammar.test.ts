import { Lexer } from "chevrotain";
import { makeLexer } from "../../src/syntax/lexer";
import { Parser } from "../../src/syntax/parser/parser";
import { definition } from "../../src/syntax/tokens";

test("chevrotain finds nothing to object to in the vocabulary", () => {
  expect(makeLexer(true).lexerDefinitionErrors).toEqual([]);
});

test("every token of code is found by its first character", () => {
  const modes = { code: definition.modes.code!, text: [] };
  expect(() => new Lexer({ modes, defaultMode: "code" }, { ensureOptimizations: true })).not.toThrow();
});

test("the grammar is LL(2) and has no ambiguity", () => {
  expect(() => new Parser(true)).not.toThrow();
});
