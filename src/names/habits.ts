/** Names that other languages have for what is called otherwise here, and what to write instead. */
export interface Synonym {
  readonly hint: string;
  /** What to write in its place, where that is one name. */
  readonly name?: string;
}

const absent: Synonym = { hint: "an absent value is `None`, of type `Option`", name: "None" };
const printing: Synonym = { hint: "`log.info(text)` writes a line; it needs `import log`" };
const itself: Synonym = { hint: "a function has its parameters only: there is no object around it" };

/** By small names in expressions. */
export const valueSynonyms: ReadonlyMap<string, Synonym> = new Map<string, Synonym>([
  ["null", absent],
  ["nil", absent],
  ["undefined", absent],
  ["none", absent],
  ["some", { hint: "write `Some`, with a capital", name: "Some" }],
  ["ok", { hint: "write `Ok`, with a capital", name: "Ok" }],
  ["err", { hint: "write `Error`", name: "Error" }],
  ["error", { hint: "write `Error`, with a capital", name: "Error" }],
  ["print", printing],
  ["println", printing],
  ["echo", printing],
  ["console", printing],
  [
    "len",
    {
      hint: "`list.length` counts a list, `string.length` a text; it needs `import list` or `import string`",
    },
  ],
  ["str", { hint: 'any value becomes a text in one: `"${x}"`' }],
  ["range", { hint: "`list.range(1, 3)` is `[1, 2, 3]`; it needs `import list`" }],
  ["not", { hint: "write `!x`" }],
  ["self", itself],
  ["this", itself],
  ["return", { hint: "the last expression of a block is its value" }],
  ["break", { hint: "there are no loops to leave: use `list.find`, `list.take_while` or recursion" }],
  ["continue", { hint: "there are no loops: use `list.filter` or recursion" }],
  ["pass", { hint: "a block that does nothing is `{}`" }],
  ["throw", { hint: 'write `fail "message"`' }],
  ["raise", { hint: 'write `fail "message"`' }],
  ["begin", { hint: "a block stands between braces, `{ … }`" }],
  ["end", { hint: "a block ends in `}`" }],
  ["todo", { hint: 'write `fail "message"`' }],
  ["panic", { hint: 'write `fail "message"`' }],
]);

/** By names with a capital in expressions and patterns. */
export const constructorSynonyms: ReadonlyMap<string, Synonym> = new Map<string, Synonym>([
  ["True", { hint: "write `true`", name: "true" }],
  ["False", { hint: "write `false`", name: "false" }],
  ["Just", { hint: "write `Some`", name: "Some" }],
  ["Nothing", { hint: "write `None`", name: "None" }],
  ["Null", { hint: "write `None`", name: "None" }],
  ["Nil", { hint: "an empty list is `[]`, the value of no interest `()`" }],
  ["Err", { hint: "write `Error`", name: "Error" }],
  ["Success", { hint: "write `Ok`", name: "Ok" }],
  [
    "Int",
    {
      hint: "there are no casts: `int.parse` reads a text, `float.round` and `float.floor` make an Int of a Float",
    },
  ],
  [
    "Float",
    { hint: "there are no casts: `int.to_float` makes a Float of an Int, `float.parse` reads a text" },
  ],
  ["String", { hint: 'any value becomes a text in one: `"${x}"`' }],
  ["Bool", { hint: "a Bool is made by a comparison: `x != 0`" }],
  ["Bytes", { hint: "`bytes.from_string` makes Bytes of a text" }],
  ["Json", { hint: "`json.from` makes a Json of data" }],
  ["List", { hint: "a list is written in brackets: `[1, 2]`" }],
  ["Dict", { hint: '`dict.from_list` makes a Dict of pairs: `dict.from_list([("a", 1)])`' }],
]);

/** By names with a small letter in types, where they are variables that may be any type. */
export const typeVariableSynonyms: ReadonlyMap<string, string> = new Map([
  ["int", "Int"],
  ["integer", "Int"],
  ["float", "Float"],
  ["double", "Float"],
  ["str", "String"],
  ["string", "String"],
  ["text", "String"],
  ["bool", "Bool"],
  ["boolean", "Bool"],
  ["bytes", "Bytes"],
  ["list", "List(a)"],
  ["array", "List(a)"],
  ["dict", "Dict(k, v)"],
  ["map", "Dict(k, v)"],
  ["json", "Json"],
  ["void", "()"],
  ["unit", "()"],
  ["none", "()"],
]);
