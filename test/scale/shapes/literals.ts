import { each, node, type Shape } from "../shape.js";

const list =
  (item: (at: number) => string, type: string, before = "") =>
  (size: number) =>
    node(`  list.length(all)`, {
      before: `import list\n\n${before}const all: List(${type}) = [${each(size, item, ", ")}]`,
    });
const inBody = (item: (at: number) => string) => (size: number) =>
  node(`  list.length([${each(size, item, ", ")}])`, { before: "import list" });
const long = 1_000_000;

/** Literals of lists and texts. */
export const literals: readonly Shape[] = [
  {
    name: "a list of Ints",
    make: inBody((at) => `${at}`),
    size: 100_000,
    large: 400_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a list of Ints as a constant",
    make: list((at) => `${at}`, "Int"),
    size: 10_000,
    large: 50_000,
    gives: (size) => `${size}`,
  },
  { name: "a list of Strings", make: inBody((at) => `"s${at}"`), size: 100_000, gives: (size) => `${size}` },
  {
    name: "a list of Floats",
    make: inBody((at) => `${at}.5`),
    size: 10_000,
    large: 50_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a list of records",
    make: list((at) => `P(${at}, "a")`, "P", "type P { x: Int, y: String }\n\n"),
    size: 100_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a list of tuples",
    make: inBody((at) => `(${at}, "a")`),
    size: 4_000,
    large: 20_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a list of lists",
    make: inBody((at) => `[${at}, n]`),
    size: 4_000,
    large: 20_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a list of lists of every depth",
    make: (size) => inBody((at) => `[[${at % 3 === 0 ? "" : at}]]`)(size),
    size: 4_000,
    large: 20_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a list of calls",
    make: (size) =>
      node(`  list.length([${each(size, (at) => `f(${at})`, ", ")}])`, {
        before: "import list\n\nfn f(x: Int) -> Int { x + 1 }",
      }),
    size: 4_000,
    large: 20_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a list of interpolations",
    make: inBody((at) => `"a\${n}b${at}"`),
    size: 2_000,
    large: 10_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a list, an element a line, with comments",
    make: (size) =>
      node(`  list.length([\n${each(size, (at) => `    ${at}, // ${at}`)}\n  ])`, { before: "import list" }),
    size: 4_000,
    large: 20_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a list with a wrong element in the middle",
    make: (size) => inBody((at) => (at === Math.floor(size / 2) ? '"x"' : `${at}`))(size),
    size: 100_000,
    errors: () => ["LK3006"],
  },
  {
    name: "a list with every second element wrong",
    make: (size) => inBody((at) => (at % 2 === 0 ? '"x"' : `${at}`))(size),
    size: 4_000,
    large: 20_000,
    errors: (size) => Array.from({ length: size / 2 }, () => "LK3006"),
  },
  {
    name: "a tuple",
    make: (size) =>
      node(
        `  let (${each(size, (at) => `x${at}`, ", ")}) = (${each(size, () => "n", ", ")})\n  x0 + x${size - 1}`,
      ),
    size: 1_000,
    large: 5_000,
    gives: () => "2",
  },
  {
    name: "a text",
    make: (size) => node(`  string.length("${"x".repeat(size)}")`, { before: "import string" }),
    size: long,
    large: 3_000_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a text of escapes",
    make: (size) => node(`  string.length("${"\\n".repeat(size / 2)}")`, { before: "import string" }),
    size: long,
    gives: (size) => `${size / 2}`,
  },
  {
    name: "a text of code points by number",
    make: (size) => node(`  string.length("${"\\u{1F600}".repeat(size / 10)}")`, { before: "import string" }),
    size: 200_000,
    large: 1_000_000,
    gives: (size) => `${Math.floor(size / 10)}`,
  },
  {
    name: "a text of emoji",
    make: (size) => node(`  string.length("${"😀".repeat(size / 2)}")`, { before: "import string" }),
    size: 40_000,
    large: 200_000,
    gives: (size) => `${size / 2}`,
  },
  {
    name: "a text of what does not show",
    make: (size) => node(`  string.length("${"\u00a0".repeat(size)}")`, { before: "import string" }),
    size: 40_000,
    large: 200_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a text of words",
    make: (size) =>
      node(`  list.length(string.words("${"word ".repeat(size / 5)}"))`, {
        before: "import list\nimport string",
      }),
    size: 200_000,
    large: 1_000_000,
    gives: (size) => `${size / 5}`,
  },
  {
    name: "a text of interpolations",
    make: (size) => node(`  string.length("${"${n}x".repeat(size)}")`, { before: "import string" }),
    size: 2_000,
    large: 10_000,
    gives: (size) => `${2 * size}`,
  },
  {
    name: "a text of dollars",
    make: (size) => node(`  string.length("${"$".repeat(size)}")`, { before: "import string" }),
    size: 40_000,
    large: 200_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a text that is not closed",
    make: (size) => node(`  string.length("${"x".repeat(size)})`, { before: "import string" }),
    size: long,
    errors: () => ["LK1001"],
  },
  {
    name: "a text of wrong escapes",
    make: (size) => node(`  string.length("${"\\q".repeat(size / 2)}")`, { before: "import string" }),
    size: 200_000,
    large: 1_000_000,
    errors: () => Array.from({ length: 100 }, () => "LK1002"),
  },
  {
    name: "a text that is not closed, of openings",
    make: (size) => node(`  string.length("${"${".repeat(size)})`, { before: "import string" }),
    size: 20_000,
    large: 100_000,
    errors: () => ["LK1007"],
  },
  {
    name: "a line of quotes",
    make: (size) => node(`  ${'"'.repeat(size)}`),
    size: 20_000,
    large: 100_000,
    errors: () => ["LK1057"],
  },
  {
    name: "digits",
    make: (size) => node(`  ${"7".repeat(size)} % 10`),
    size: 100_000,
    gives: () => "7",
    limit: { size: 1_000_000, code: "LK1013", names: /100000/ },
  },
  {
    name: "digits of a Float",
    make: (size) => node(`  float.round(0.${"7".repeat(size)})`, { before: "import float" }),
    size: 100_000,
    gives: () => "1",
  },
  {
    name: "letters of a name",
    make: (size) => node(`  let ${"a".repeat(size)} = n\n  ${"a".repeat(size)}`),
    size: 1_000_000,
    gives: () => "1",
  },
  {
    name: "letters of names that are not known",
    make: (size) => node(`  ${"a".repeat(size)} + ${"a".repeat(size)}b`),
    size: 20_000,
    large: 100_000,
    errors: () => ["LK2201", "LK2201"],
  },
  {
    name: "a comment",
    make: (size) => node(`  // ${"x".repeat(size)}\n  n`),
    size: 1_000_000,
    gives: () => "1",
  },
  {
    name: "comments",
    make: (size) => node(`${each(size, (at) => `  // ${at}`)}\n  n`),
    size: 4_000,
    large: 20_000,
    gives: () => "1",
  },
  {
    name: "documentation",
    make: (size) => node("  n", { before: each(size, (at) => `/// ${at}`) }).replace("\n\nnode", "\nnode"),
    size: 4_000,
    large: 20_000,
    gives: () => "1",
  },
  {
    name: "blank lines",
    make: (size) => node(`${"\n".repeat(size)}  n`),
    size: 200_000,
    large: 1_000_000,
    gives: () => "1",
  },
  {
    name: "blanks",
    make: (size) => node(`${" ".repeat(size)}n`),
    size: 200_000,
    large: 1_000_000,
    gives: () => "1",
  },
];
