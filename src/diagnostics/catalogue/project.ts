import { catalogue, reporter } from "../catalogue.js";

/**
 * LK6xxx: lk.yaml, the files of a program, and the Python functions of its externals. An example is a project: each file begins with a line
 * `=== path`.
 */
export const PROJECT = catalogue({
  LK6001: {
    severity: "error",
    title: "lk.yaml cannot be read",
    message: "This is no YAML: {fault}.",
    explanation:
      "lk.yaml is YAML 1.2. Often an indentation differs from the line above, a bracket or quote is not closed, or a tab indents a line.",
    example: "=== lk.yaml\nname: shop\npython: [path\n",
    repair:
      "=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\nfn f() { 1 }\n=== python/readme.txt\n",
  },
  LK6002: {
    severity: "error",
    title: "unknown key",
    message: "There is no key `{key}` in lk.yaml.",
    explanation:
      "Every key of lk.yaml means something; one that is not known is a spelling mistake more often than not, so it is refused rather than ignored.",
    example: "=== lk.yaml\nname: shop\nsorce: lib\n=== src/main.lk\nfn f() { 1 }\n",
    repair: "=== lk.yaml\nname: shop\nsource: lib\n=== lib/main.lk\nfn f() { 1 }\n",
  },
  LK6003: {
    severity: "error",
    title: "wrong kind of value",
    message: "`{key}` takes {expected}, but here is {found}.",
    explanation:
      "Each key of lk.yaml takes a text, a list of texts, or a mapping with keys of its own. lk.yaml is YAML 1.2, so `80` and `1e3` are numbers, `true` is a boolean, `null` and `~` are nothing, and each of them is a text between quotes; `yes`, `no` and `on` are texts as they are.",
    example: "=== lk.yaml\nname: shop\npython: lib\n=== src/main.lk\nfn f() { 1 }\n",
    repair:
      "=== lk.yaml\nname: shop\npython:\n  path: lib\n=== src/main.lk\nfn f() { 1 }\n=== lib/readme.txt\n",
  },
  LK6004: {
    severity: "error",
    title: "missing key",
    message: "`{key}` is missing: {why}.",
    explanation:
      "Most keys of lk.yaml can be left out. `name` cannot: it becomes the name of the release on a platform and stands in every session's record. Nor can `cron` and `pipeline` of a schedule.",
    example: "=== lk.yaml\nversion: 0.1.0\n=== src/main.lk\nfn f() { 1 }\n",
    repair: "=== lk.yaml\nname: shop\nversion: 0.1.0\n=== src/main.lk\nfn f() { 1 }\n",
  },
  LK6005: {
    severity: "error",
    title: "value not allowed",
    message: "{value} is no value for `{key}`: {rule}.",
    explanation:
      "Some keys of lk.yaml become names in other systems, or paths, and take what fits there only.",
    example: "=== lk.yaml\nname: My Shop\n=== src/main.lk\nfn f() { 1 }\n",
    repair: "=== lk.yaml\nname: my-shop\n=== src/main.lk\nfn f() { 1 }\n",
  },
  LK6006: {
    severity: "error",
    title: "no main module",
    message: "There is no module `{module}`: no file `{file}`.",
    explanation:
      "`main` of lk.yaml names the module that `lk run` starts in, `main` if it is left out. It is a file below the folder `source`.",
    example: "=== lk.yaml\nname: shop\nmain: shop\n=== src/main.lk\nfn f() { 1 }\n",
    repair: "=== lk.yaml\nname: shop\nmain: shop\n=== src/shop.lk\nfn f() { 1 }\n",
  },
  LK6007: {
    severity: "error",
    title: "no modules",
    message: "The folder `{folder}` {fault}.",
    explanation:
      "A project's modules are the `.lk` files below the folder that `source` of lk.yaml names, `src` if it is left out.",
    example: "=== lk.yaml\nname: shop\n",
    repair: "=== lk.yaml\nname: shop\n=== src/main.lk\nfn f() { 1 }\n",
  },
  LK6008: {
    severity: "error",
    title: "key given twice",
    message: "`{key}` is given twice.",
    explanation: "A mapping has each key once; which of two values was meant cannot be known.",
    example: "=== lk.yaml\nname: shop\nname: store\n=== src/main.lk\nfn f() { 1 }\n",
    repair: "=== lk.yaml\nname: shop\n=== src/main.lk\nfn f() { 1 }\n",
  },
  LK6009: {
    severity: "error",
    title: "no Python folder",
    message: "There is no folder `{folder}`.",
    explanation: "`python.path` of lk.yaml names the folder with the Python modules that externals refer to.",
    example: "=== lk.yaml\nname: shop\npython:\n  path: lib\n=== src/main.lk\nfn f() { 1 }\n",
    repair: "=== lk.yaml\nname: shop\n=== src/main.lk\nfn f() { 1 }\n",
  },
  LK6010: {
    severity: "error",
    title: "several documents",
    message: "Here a second document begins, and lk.yaml is one.",
    explanation:
      "In YAML a line `---` begins another document. A project has one, and what stood in the others would mean nothing.",
    example: "=== lk.yaml\nname: shop\n---\nversion: 0.1.0\n=== src/main.lk\nfn f() { 1 }\n",
    repair: "=== lk.yaml\nname: shop\nversion: 0.1.0\n=== src/main.lk\nfn f() { 1 }\n",
  },
  LK6011: {
    severity: "error",
    title: "a key that is no text",
    message: "A key is a text, but here is {found}.",
    explanation:
      "YAML would take a list or a mapping for a key, or nothing at all. No key of lk.yaml is one.",
    example: "=== lk.yaml\nname: shop\n[main]: shop\n=== src/main.lk\nfn f() { 1 }\n",
    repair: "=== lk.yaml\nname: shop\nmain: main\n=== src/main.lk\nfn f() { 1 }\n",
  },
  LK6012: {
    severity: "error",
    title: "merge key",
    message: "There are no merge keys in lk.yaml: `<<` brings nothing in.",
    explanation:
      "`<<` was an extension of YAML 1.1 that the keys of another mapping come by; YAML 1.2, which lk.yaml is, dropped it. An alias can still stand in the place of a whole value.",
    example:
      '=== lk.yaml\nname: shop\nschedules:\n  nightly: &daily { cron: "0 3 * * *", pipeline: main.report }\n  weekly: { <<: *daily, cron: "0 3 * * 0" }\n=== src/main.lk\npipeline report() -> Int { 1 }\n',
    repair:
      '=== lk.yaml\nname: shop\nschedules:\n  nightly: { cron: "0 3 * * *", pipeline: main.report }\n  weekly: { cron: "0 3 * * 0", pipeline: main.report }\n=== src/main.lk\npipeline report() -> Int { 1 }\n',
  },
  LK6013: {
    severity: "error",
    title: "tag",
    message: "The tag `{tag}` means nothing in lk.yaml.",
    explanation:
      "A tag says in YAML what type a value has. The keys of lk.yaml say that already; to have a number taken for a text, put it between quotes, or write `!!str`, which is the one tag that may stand.",
    example: "=== lk.yaml\nname: !project shop\n=== src/main.lk\nfn f() { 1 }\n",
    repair: "=== lk.yaml\nname: shop\n=== src/main.lk\nfn f() { 1 }\n",
  },
  LK6101: {
    severity: "error",
    title: "the file is no UTF-8",
    message: "Byte {offset} (0x{byte}) is no part of a UTF-8 text.",
    explanation:
      "Programs are UTF-8 text. A file that was saved as Latin-1, Windows-1252 or UTF-16 has to be saved again as UTF-8.",
    example: '=== main.lk\nconst name = "caf\\xE9"\n',
    repair: '=== main.lk\nconst name = "café"\n',
  },
  LK6102: {
    severity: "warning",
    title: "the program is empty",
    message: "This file declares nothing.",
    explanation:
      "A program starts in a pipeline of its main module. A file that is empty, or has only comments, can be checked, but there is nothing to run.",
    example: "=== main.lk\n",
    repair:
      '=== main.lk\nnode greet(name: String) -> String {\n  "Hello, ${name}"\n}\n\npipeline main(name: String) -> String {\n  greet(name)\n}\n',
  },
  LK6103: {
    severity: "error",
    title: "two files are one module",
    message: "`{first}` and `{second}` are both the module `{module}`.",
    explanation:
      "A file is the module of its path; characters that a module's name cannot have become `_`. So `tax-rates.lk` and `tax_rates.lk` meet.",
    example:
      "=== lk.yaml\nname: shop\n=== src/main.lk\nfn f() { 1 }\n=== src/tax-rates.lk\nfn f() { 1 }\n=== src/tax_rates.lk\nfn f() { 1 }\n",
    repair: "=== lk.yaml\nname: shop\n=== src/main.lk\nfn f() { 1 }\n=== src/tax_rates.lk\nfn f() { 1 }\n",
  },
  LK6201: {
    severity: "error",
    title: "no Python module",
    message: "There is no Python module `{module}` in {folders}.",
    explanation:
      '`@external("module.function")` names a Python function of the project. Its module is a file below the folder `python.path` of lk.yaml; for a program of a single file it lies beside that file, or in a folder `python` beside it.',
    example:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rate.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\ndef lookup(currency):\n    return 1.0\n',
    repair:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\ndef lookup(currency):\n    return 1.0\n',
  },
  LK6202: {
    severity: "error",
    title: "no Python function",
    message: "`{file}` has no function `{function}`.",
    explanation:
      "The function that an `@external` names is looked for by reading the Python source: a `def` at the top level of the module.",
    example:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.look_up")\nnode rate(currency: String) -> Float\n=== python/rates.py\ndef lookup(currency):\n    return 1.0\n',
    repair:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\ndef lookup(currency):\n    return 1.0\n',
  },
  LK6203: {
    severity: "error",
    title: "wrong number of parameters",
    message: "`{function}` is called with {given}, but {wants}.",
    explanation:
      "An external is called with its arguments by position, in the order of the declaration. A keyword-only parameter `idempotency_key` is filled by the runtime; any other one needs a default.",
    example:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\ndef lookup(currency, day):\n    return 1.0\n',
    repair:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\ndef lookup(currency, day=None):\n    return 1.0\n',
  },
  LK6204: {
    severity: "warning",
    title: "external not checked",
    message: "Whether `{function}` takes {given} cannot be told from the Python source: {reason}.",
    explanation:
      "Checking never runs a project's code. Where a function is made by a decorator, an assignment or a package that is installed elsewhere, only `lk run`, `lk test` and `lk build --import`, which import it, can tell.",
    example:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\nlookup = {"EUR": 1.0}.get\n',
    repair:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\ndef lookup(currency):\n    return {"EUR": 1.0}.get(currency)\n',
  },
  LK6205: {
    severity: "error",
    title: "not a plain function",
    message: "`{function}` is {what}; an external is a plain function.",
    explanation:
      "An external is called and its result is the value. A coroutine or a class would give an object that is no data: write a function that runs it and returns what it gives.",
    example:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\nasync def lookup(currency):\n    return 1.0\n',
    repair:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\ndef lookup(currency):\n    return 1.0\n',
  },
  LK6206: {
    severity: "error",
    title: "external not importable",
    message: "`{function}` cannot be called: {problem}.",
    explanation:
      "`lk build --import` imports the Python of every external and holds its signature against the declaration, which reading the source cannot always do. What it says is what Python said.",
    example:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\nlookup = {"EUR": 1.0}.missing\n',
    repair:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\ndef lookup(currency):\n    return 1.0\n',
  },
  LK6207: {
    severity: "error",
    title: "no Python source",
    message: "Python cannot read `{file}`: {problem}.",
    explanation:
      "A Python file is UTF-8 text, unless a comment such as `# -*- coding: latin-1 -*-` in its first two lines names another encoding (PEP 263). UTF-16 cannot be named there: a file that an editor saved so has to be saved again as UTF-8.",
    example:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\n# caf\\xE9\ndef lookup(currency):\n    return 1.0\n',
    repair:
      '=== lk.yaml\nname: shop\npython:\n  path: python\n=== src/main.lk\n@external("rates.lookup")\nnode rate(currency: String) -> Float\n=== python/rates.py\n# café\ndef lookup(currency):\n    return 1.0\n',
  },
});

export const project = reporter(PROJECT);
