import { catalogue } from "../../catalogue.js";

/** Modules and imports: LK20xx. */
export const modules = catalogue({
  LK2001: {
    severity: "error",
    title: "unknown module",
    message: "There is no module `{module}`{looked}.",
    explanation:
      "An import names a module of the project by its path below the source folder, without `.lk`, or a module of the standard library.",
    example: 'import lists\n\nfn size() { lists.length(["a"]) }',
    repair: 'import list\n\nfn size() { list.length(["a"]) }',
  },
  LK2002: {
    severity: "error",
    title: "import cycle",
    message: "{what}: {cycle}.",
    explanation:
      "A module is checked after all that it imports, so imports form no cycle. Move what both modules need into a third one that both import.",
    example: "import b\n\nconst three = b.two + 1\n// file: b.lk\nimport main\n\nconst two = main.three",
    repair: "import b\n\nconst three = b.two + 1\n// file: b.lk\nconst two = 2",
  },
  LK2003: {
    severity: "error",
    title: "module named like a standard one",
    message: "The standard library has a module `{module}` already.",
    explanation:
      "`import list` always means the module of the standard library, so a project's module has another name.",
    example: "const one = 1\n// file: list.lk\nconst two = 2",
    repair: "const one = 1\n// file: lists.lk\nconst two = 2",
  },
  LK2004: {
    severity: "error",
    title: "two modules of one name",
    message: "`{first}` and `{second}` would both be `{name}` here.",
    explanation:
      "A module is used by the last name of its path. Where two imports end in the same name, `as` gives one of them another.",
    example:
      "import eu/rates\nimport us/rates\n\nconst both = [rates.one]\n// file: eu/rates.lk\nconst one = 1\n// file: us/rates.lk\nconst one = 1",
    repair:
      "import eu/rates\nimport us/rates as us_rates\n\nconst both = [rates.one, us_rates.one]\n// file: eu/rates.lk\nconst one = 1\n// file: us/rates.lk\nconst one = 1",
  },
  LK2005: {
    severity: "error",
    title: "module imported twice",
    message: "`{module}` is imported already.",
    explanation: "One import brings in a module and any names of it.",
    example: "import list\nimport list.{map}\n\nfn same(xs) { list.reverse(map(xs, fn(x) { x })) }",
    repair: "import list.{map}\n\nfn same(xs) { list.reverse(map(xs, fn(x) { x })) }",
  },
  LK2006: {
    severity: "error",
    title: "unknown name in an import",
    message: "Module `{module}` has no {what} `{name}`.",
    explanation: "The list of an import names values, types and constructors that the module declares.",
    example: "import list.{lenght}\n\nfn size(xs) { lenght(xs) }",
    repair: "import list.{length}\n\nfn size(xs) { length(xs) }",
  },
  LK2007: {
    severity: "error",
    title: "import clashes",
    message: "The {what} `{name}` is {other} already.",
    explanation:
      "Values, types and constructors are name spaces; in each a module has a name once, whether it is declared or imported. Import a value under another name by `as`, or use it by its module's name.",
    example:
      "import list.{length}\n\nfn length(_text: String) -> Int { 1 }\n\nfn size(xs: List(Int)) { list.length(xs) }",
    repair:
      "import list\n\nfn length(_text: String) -> Int { 1 }\n\nfn size(xs: List(Int)) { list.length(xs) }",
  },
  LK2008: {
    severity: "error",
    title: "no constructors to import",
    message: "`{name}` has no constructors, so there is nothing for `(..)`.",
    explanation:
      "`T(..)` in an import brings in a type with all its constructors. Aliases and types of the runtime have none.",
    example: "import time.{Time(..)}\n\nfn later(at: Time) -> Time { time.add(at, 1) }",
    repair: "import time.{Time}\n\nfn later(at: Time) -> Time { time.add(at, 1) }",
  },
  LK2009: {
    severity: "warning",
    title: "unused import",
    message: "`{name}` is imported and never used.",
    explanation: "Leave out an import, or a name of its list, that nothing uses.",
    example: "import list\n\nconst one = 1",
    repair: "const one = 1",
  },
  LK2011: {
    severity: "error",
    title: "two files of one module",
    message: "This file and `{other}` are both the module `{module}`.",
    explanation:
      "A file is the module of its name; a file whose name is no module name is the module of that name with `_` in place of what is not allowed. So two files can meet.",
    example: "const one = 1\n// file: main.lk\nconst two = 2",
    repair: "const one = 1\n// file: other.lk\nconst two = 2",
  },
});
