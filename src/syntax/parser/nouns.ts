/** What rules and tokens are called in messages, and what words and marks of other languages are here. */

/** By the rule in which the parser found no way on. */
export const nouns = new Map<string, string>([
  ["expression", "an expression"],
  ["operand", "an expression"],
  ["argument", "an argument"],
  ["statement", "a statement"],
  ["stage", "a function (by name, as a lambda or in parentheses)"],
  ["member", "a field or a module's member"],
  ["conditional", "`if` or a block"],
  ["arm", "an arm (`pattern -> expression`)"],
  ["pattern", "a pattern"],
  ["simplePattern", "a pattern"],
  ["patternArgument", "a pattern"],
  ["patternArguments", "a pattern"],
  ["listPattern", "a pattern"],
  ["type", "a type"],
  ["namedType", "a type"],
  ["typeBody", "a field or a constructor"],
  ["typeDeclaration", "`=` or `{`"],
  ["field", "a field, as the entries before it"],
  ["constructor", "a constructor, as the entries before it"],
  ["attributeValue", "a number, a duration, a string, a Bool or a name"],
  ["negativeValue", "a number or a duration"],
  ["importName", "a name to import"],
  ["declaration", "a declaration"],
  ["functionDeclaration", "a declaration"],
  ["module", "a declaration"],
  ["list", "an expression"],
]);

/** By the name of the token that had to come. */
export const tokenNouns = new Map<string, string>([
  ["Lower", "a name"],
  ["Upper", "a name with a capital"],
  ["Int", "a whole number"],
  ["PlainString", "a string"],
  ["StringEnd", '`"`'],
  ["LeftParen", "`(`"],
  ["RightParen", "`)`"],
  ["LeftBracket", "`[`"],
  ["RightBracket", "`]`"],
  ["LeftBrace", "`{`"],
  ["RightBrace", "`}`"],
  ["Comma", "`,`"],
  ["Colon", "`:`"],
  ["Spread", "`..`"],
  ["Dot", "`.`"],
  ["Arrow", "`->`"],
  ["Equals", "`=`"],
  ["As", "`as`"],
]);

type Replacement = string | ((image: string) => string | undefined);

/** Hints for marks of other languages, the first that matches, and what to write in their place where that is all. */
export const foreignOperators: readonly (readonly [RegExp, string, Replacement?])[] = [
  [/^=>$/, "Arms and results are written with `->`.", "->"],
  [/^===$/, "Write `==`.", "=="],
  [/^!==$/, "Write `!=`.", "!="],
  [/^[+\-*/%]=$/, "Names never change: write `let x = x + 1`, which makes a new `x`."],
  [/^\*\*$/, "Write `int.pow(x, y)`, or `math.pow(x, y)` for Floats."],
  [/^\^$/, "Write `int.pow(x, y)` for a power; bits have no operators."],
  [/^<>$/, 'Strings and lists are joined with `++`; for "differs from" write `!=`.'],
  [/^<\|$/, "Write `f(x)`, or `x |> f`."],
  [/^::$/, "Write `[x, ..rest]` for a list, `.` for a module's member."],
  [/^\.\.\.$/, "Write `..`, two dots.", ".."],
  [/^&$/, "Write `&&`.", "&&"],
  [/^#/, "Comments begin with `//`.", (image) => `//${image.slice(1)}`],
  [/^['`]/, 'Strings stand between double quotes: `"…"`.', quoted],
  [/^\\$/, "A function is written `fn(x) { … }`."],
  [/^~$/, 'Write `!` for "not".', "!"],
];

/** A text between other quotes, between double ones; undefined where it is not closed. */
function quoted(image: string): string | undefined {
  if (image.length < 2 || image.at(-1) !== image[0]) return undefined;
  return `"${image
    .slice(1, -1)
    .replaceAll("\\'", "'")
    .replace(/(?<!\\)"/g, '\\"')}"`;
}

interface ForeignWord {
  readonly hint: string;
  /** What to write in its place, where that is all. */
  readonly replacement?: string;
  /** Begins a form of its own, so that nothing up to the end of the brackets around it is understood. */
  readonly swallows?: boolean;
}

const declares: ForeignWord = { hint: "Functions are declared with `fn`.", replacement: "fn" };
const binds: ForeignWord = { hint: "Names are given with `let`; they never change.", replacement: "let" };
const matches: ForeignWord = { hint: "Write `match x { pattern -> value }`.", swallows: true };
const data: ForeignWord = { hint: "Data is declared with `type`.", swallows: true };
const fails: ForeignWord = { hint: 'Write `fail "message"`.' };
const loops: ForeignWord = {
  hint: "There are no loops: use `list.map`, `list.fold` or recursion.",
  swallows: true,
};
const lambdas: ForeignWord = { hint: "A function is written `fn(x) { … }`.", swallows: true };
const everything: ForeignWord = { hint: "Everything in a module is public.", replacement: "" };
const outside: ForeignWord = {
  hint: 'A function of Python is a `fn` without a body, with `@external("module.function")` above it.',
  swallows: true,
};
const block: ForeignWord = { hint: "A block stands between braces: `{ … }`.", swallows: true };
const imports: ForeignWord = {
  hint: "Write `import module` or `import module.{name}`.",
  swallows: true,
};

/** Words of other languages, which are ordinary names here. */
export const foreignWords: ReadonlyMap<string, ForeignWord> = new Map([
  ["return", { hint: "The value of a body is its last expression: remove `return`.", replacement: "" }],
  ["and", { hint: "Write `&&`.", replacement: "&&" }],
  ["or", { hint: "Write `||`.", replacement: "||" }],
  ["not", { hint: "Write `!x`.", replacement: "!" }],
  ["is", { hint: "Write `==` to compare; a constructor is asked for by `match`." }],
  ["mod", { hint: "Write `%`.", replacement: "%" }],
  ["div", { hint: "Write `/`; on Ints it is floor division.", replacement: "/" }],
  ["elif", { hint: "Write `else if`.", replacement: "else if" }],
  ["elseif", { hint: "Write `else if`.", replacement: "else if" }],
  ["elsif", { hint: "Write `else if`.", replacement: "else if" }],
  ["then", { hint: "Branches stand in braces: `if x { … } else { … }`.", swallows: true }],
  ["unless", { hint: "Write `if !condition { … }`.", swallows: true }],
  ["def", { hint: declares.hint }],
  ["func", declares],
  ["function", declares],
  ["fun", declares],
  ["var", binds],
  ["val", binds],
  ["mut", { hint: "Names never change: remove `mut`.", replacement: "" }],
  ["const", { hint: "Within a body names are given with `let`.", replacement: "let" }],
  ["case", matches],
  ["switch", matches],
  ["when", { hint: "A guard is written with `if`: `pattern if condition -> value`.", replacement: "if" }],
  [
    "with",
    { hint: "Write `match x { … }` for cases, `Point(..point, x: 1)` for an update.", swallows: true },
  ],
  ["for", loops],
  ["foreach", loops],
  ["while", { hint: "There are no loops: use recursion, or `list.fold`.", swallows: true }],
  ["loop", { hint: "There are no loops: use recursion, or `list.fold`.", swallows: true }],
  ["do", block],
  ["begin", block],
  ["class", data],
  ["struct", data],
  ["record", data],
  ["interface", data],
  ["data", data],
  ["enum", { hint: "Write `type Name { A, B }`.", swallows: true }],
  ["throw", fails],
  ["raise", fails],
  ["panic", fails],
  ["try", { hint: "Write `attempt x`; its value is a Result.", swallows: true }],
  ["catch", { hint: "Match on the Result of `attempt x`.", swallows: true }],
  ["lambda", lambdas],
  ["external", outside],
  ["extern", outside],
  ["foreign", outside],
  ["pub", everything],
  ["public", everything],
  ["export", everything],
  ["private", everything],
  ["async", { hint: "Calls of nodes run in parallel by themselves.", replacement: "" }],
  ["await", { hint: "A value is awaited where it is used.", replacement: "" }],
  ["from", imports],
  ["use", { hint: "Write `import module`." }],
  ["exposing", imports],
  ["module", { hint: "A file is a module, of the file's name.", swallows: true }],
  ["where", { hint: "Name parts of an expression with `let` before it.", swallows: true }],
  [
    "in",
    {
      hint: "After a `let` the value stands on the next line; `list.contains(xs, x)` asks whether it is in a list.",
    },
  ],
]);
