import { catalogue } from "../../catalogue.js";

const nested = (depth: number): string => `const deep = ${"[".repeat(depth)}${"]".repeat(depth)}`;
const chain = (length: number): string => `const long = 1${" + 1".repeat(length)}`;

/** Bounds of a source file. */
export const limits = catalogue({
  LK1010: {
    severity: "error",
    title: "brackets nested too deep",
    message: "Brackets nest to {limit} levels; this one is one more.",
    explanation:
      "Brackets within brackets are limited to 200 levels. Data that nests deeper belongs in an input; code is divided with `let` and `fn`.",
    example: nested(201),
    repair: nested(200),
  },
  LK1011: {
    severity: "error",
    title: "file too large",
    message: "The file has {size} characters; a module has at most {limit}.",
    explanation:
      "A source file has at most 4,000,000 characters. Divide it into modules. Data is given to a program as its input rather than written into it.",
    example: "// a file of more than 4,000,000 characters",
    repair: "// two files of half as many\nconst first = 1",
  },
  LK1012: {
    severity: "error",
    title: "expression too deep",
    message:
      "An expression is at most {limit} levels deep, counting brackets, operators, calls and accesses.",
    explanation:
      "An expression is a tree, of which every operator, call, access and bracket is a level. More than 1,000 levels are refused: put long chains into a list (`list.fold`, `string.join`, `int.sum`) or name parts with `let`.",
    example: chain(1_001),
    repair: chain(1_000),
  },
  LK1013: {
    severity: "error",
    title: "number too long",
    message: "This number has {digits} digits; a literal has at most {limit}.",
    explanation:
      "Int has no bound, but a literal has at most 100,000 digits. Compute a larger number, as with `int.pow`.",
    example: `const huge = 1${"0".repeat(100_000)}`,
    repair: "import int\n\nfn huge() {\n  int.pow(10, 100_000)\n}",
  },
  LK1014: {
    severity: "error",
    title: "Float too large",
    message: "`{number}` is larger than any Float.",
    explanation: "A Float is an IEEE double: its largest value is about `1.8e308`.",
    example: "const large = 1e309",
    repair: "const large = 1e308",
  },
});
