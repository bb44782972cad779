import { catalogue } from "../../catalogue.js";

/** How names are written, and names that stand twice. */
export const names = catalogue({
  LK1009: {
    severity: "error",
    title: "style of a name",
    message: "The name `{name}` is not in {form}.",
    explanation:
      "Values, modules and type variables are in `snake_case`, types and constructors in `PascalCase`. Fields may be in `camelCase` as well, so that a record can mirror foreign JSON.",
    example: "const maxSize = 10",
    repair: "const max_size = 10",
  },
  LK1046: {
    severity: "error",
    title: "name given twice",
    message: "The {noun} `{name}` is there already.",
    explanation: "Parameters, fields and the labels of one call or pattern have names of their own.",
    example: "fn add(a, a) {\n  a\n}",
    repair: "fn add(a, b) {\n  a + b\n}",
  },
  LK1049: {
    severity: "error",
    title: "reserved word as a name",
    message: "`{word}` is a word of the language and cannot be a name.",
    explanation:
      "`fn let if else match fail attempt true false` are reserved. `import as type const node pipeline test` may be names everywhere but where a declaration begins.",
    example: "const match = 1",
    repair: "const match_ = 1",
  },
  LK1050: {
    severity: "error",
    title: "first letter of a name",
    message: "`{name}` begins with the wrong kind of letter; here stands a name with {wanted}.",
    explanation:
      "Values, modules, fields and type variables begin with a small letter, types and constructors with a capital, so that a reader tells them apart.",
    example: "fn Double(x) {\n  x * 2\n}",
    repair: "fn double(x) {\n  x * 2\n}",
  },
});
