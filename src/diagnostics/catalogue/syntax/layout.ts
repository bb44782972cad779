import { catalogue } from "../../catalogue.js";

/** Brackets, lines, commas: how the parts of a program are set apart. */
export const layout = catalogue({
  LK1020: {
    severity: "error",
    title: "unclosed bracket",
    message: "This `{opener}` is never closed.",
    explanation:
      "Every bracket has a partner of its kind, in the right order. A declaration's word in the first column is taken for the beginning of the next declaration when brackets are missing above it.",
    example: "fn one() {\n  (1\n}",
    repair: "fn one() {\n  (1)\n}",
  },
  LK1021: {
    severity: "error",
    title: "bracket without a partner",
    message: "This `{closer}` closes nothing.",
    explanation: "A closing bracket needs an opening one of its kind before it that is still open.",
    example: "const one = 1)",
    repair: "const one = 1",
  },
  LK1030: {
    severity: "error",
    title: "unexpected token",
    message: "Expected {wanted}, found {found}.",
    explanation:
      "The program does not go on as the grammar allows. The message names what could stand at this place; the reference has the whole grammar.",
    example: "fn twice(x) -> {\n  x\n}",
    repair: "fn twice(x) -> Int {\n  x\n}",
  },
  LK1031: {
    severity: "error",
    title: "two statements on one line",
    message: "Each statement begins on a line of its own.",
    explanation:
      "The statements of a block are set apart by line breaks only. Two names behind each other on one line are usually a missing operator, bracket or comma.",
    example: "fn f(x, y) {\n  x y\n}",
    repair: "fn f(x, y) {\n  x + y\n}",
  },
  LK1032: {
    severity: "error",
    title: "semicolon",
    message: "There are no semicolons.",
    explanation: "Statements are set apart by line breaks, entries of a list by commas.",
    example: "fn f(x) {\n  let y = x;\n  y\n}",
    repair: "fn f(x) {\n  let y = x\n  y\n}",
  },
  LK1035: {
    severity: "error",
    title: "import below a declaration",
    message: "Imports stand above all declarations.",
    explanation: "A module begins with its imports, so that a reader sees at once what it uses.",
    example: "const numbers = [1, 2]\n\nimport list\n\nfn size() { list.length(numbers) }",
    repair: "import list\n\nconst numbers = [1, 2]\n\nfn size() { list.length(numbers) }",
  },
  LK1043: {
    severity: "error",
    title: "block ends in `let`",
    message: "A block ends in the expression that is its value, not in a `let`.",
    explanation:
      "The last statement of a block is its value. A `let` only names a value, so something has to follow that uses it; `()` is the value that says nothing.",
    example: "fn f(x) {\n  let y = x\n}",
    repair: "fn f(x) {\n  let y = x\n  y\n}",
  },
  LK1052: {
    severity: "error",
    title: "not a declaration",
    message: "Expected a declaration, found {found}.",
    explanation:
      "A module consists of imports and declarations: `type`, `const`, `fn`, `node`, `pipeline` and `test`, with their attributes. Expressions stand in the body of one of them.",
    example: "let limit = 10",
    repair: "const limit = 10",
  },
  LK1054: {
    severity: "error",
    title: "`let` where a value stands",
    message: "Here stands a value; a `let` is a statement of a block.",
    explanation:
      "`let` names a value for the statements below it in the same block. Open a block where one value is expected.",
    example: "fn f(x) {\n  match x {\n    y -> let z = y\n  }\n}",
    repair: "fn f(x) {\n  match x {\n    y -> {\n      let z = y\n      z\n    }\n  }\n}",
  },
  LK1055: {
    severity: "error",
    title: "missing comma",
    message: "Behind {after} a comma is missing before {found}.",
    explanation:
      "The entries between parentheses and square brackets are set apart by commas; one may stand behind the last. A line break alone sets apart statements, arms, fields and constructors only.",
    example: "const pair = (1 2)",
    repair: "const pair = (1, 2)",
  },
  LK1056: {
    severity: "error",
    title: "empty braces",
    message: "Here {what} has at least one {wanted}.",
    explanation:
      "A `match` has at least one arm, a type at least one field or constructor, the list of an import at least one name. A type with nothing in it is `()`.",
    example: "type Empty {}",
    repair: "type Empty = ()",
  },
});
