import { catalogue } from "../../catalogue.js";

/** Attributes: LK24xx. */
export const attributes = catalogue({
  LK2401: {
    severity: "error",
    title: "unknown attribute",
    message: "There is no attribute `@{name}`.",
    explanation:
      "The attributes are `@external`, `@pure`, `@env`, `@retry`, `@timeout`, `@concurrency` and `@replace`.",
    example: "@timout(10s)\nnode work(n: Int) -> Int { n }",
    repair: "@timeout(10s)\nnode work(n: Int) -> Int { n }",
  },
  LK2402: {
    severity: "error",
    title: "repeated attribute",
    message: "`@{name}` stands here twice.",
    explanation: "A declaration has each attribute once.",
    example: "@timeout(1s)\n@timeout(2s)\nnode work(n: Int) -> Int { n }",
    repair: "@timeout(2s)\nnode work(n: Int) -> Int { n }",
  },
  LK2403: {
    severity: "error",
    title: "attribute out of place",
    message: "`@{name}` belongs on {where}, not on {kind}.",
    explanation:
      "What runs as a service of its own has retries, a timeout and a bound on concurrent calls: a `node`. `@external` is on a `fn` or `node`, `@replace` on a `test`.",
    example: "@retry(max: 3)\nfn work(n: Int) -> Int { n }",
    repair: "@retry(max: 3)\nnode work(n: Int) -> Int { n }",
  },
  LK2404: {
    severity: "error",
    title: "arguments of an attribute",
    message: "`@{name}` does not take this.",
    explanation:
      'The forms are `@external("module.function")`, `@pure`, `@env("NAME", "OTHER")`, `@retry(max: 3, backoff: 1s)`, `@timeout(10s)`, `@concurrency(4)` and `@replace(external: by)`. `max:` is needed.',
    example: "@retry(3)\nnode work(n: Int) -> Int { n }",
    repair: "@retry(max: 3)\nnode work(n: Int) -> Int { n }",
  },
  LK2405: {
    severity: "error",
    title: "attribute out of range",
    message: "In `@{name}` this is {bound}.",
    explanation:
      "Numbers of attributes go from 1 to 1,000,000, durations from a millisecond to 10,000 hours. Leave out the attribute where nothing shall be limited or tried again.",
    example: "@retry(max: 0)\nnode work(n: Int) -> Int { n }",
    repair: "node work(n: Int) -> Int { n }",
  },
  LK2406: {
    severity: "error",
    title: "missing body",
    message: "The {kind} `{name}` has no body.",
    explanation:
      "A function has a body in braces, or `@external` names the Python function that stands in for it.",
    example: "fn rate(currency: String) -> Float",
    repair: '@external("rates.lookup")\nfn rate(currency: String) -> Float',
  },
  LK2407: {
    severity: "error",
    title: "external with a body",
    message: "`{name}` is an external, and yet it has a body.",
    explanation: "`@external` names the Python function that is the body.",
    example: '@external("rates.lookup")\nfn rate(currency: String) -> Float { 1.0 }',
    repair: '@external("rates.lookup")\nfn rate(currency: String) -> Float',
  },
  LK2408: {
    severity: "error",
    title: "attribute of externals",
    message: "`@{name}` says something about a Python function, and there is no `@external` here.",
    explanation: "`@pure` and `@env` stand beside `@external`.",
    example: "@pure\nfn one() -> Int { 1 }",
    repair: "fn one() -> Int { 1 }",
  },
  LK2409: {
    severity: "error",
    title: "no Python function",
    message: "`{name}` does not name a function of a Python module.",
    explanation:
      "`@external` takes the module's dotted name, a dot, and the function's name: `shop_rates.lookup`.",
    example: '@external("lookup")\nfn rate(currency: String) -> Float',
    repair: '@external("shop_rates.lookup")\nfn rate(currency: String) -> Float',
  },
  LK2410: {
    severity: "error",
    title: "cannot be replaced by this",
    message: "`{name}` is not {wanted}.",
    explanation:
      "`@replace(rate: fake_rate)` names an external in scope and a `fn` of the same type that stands in for it in this test.",
    example:
      'fn rate(n: Int) -> Int { n }\n\nfn fake(n: Int) -> Int { n }\n\n@replace(rate: fake)\ntest "one" { rate(1) == 1 }',
    repair:
      '@external("rates.lookup")\nfn rate(n: Int) -> Int\n\nfn fake(n: Int) -> Int { n }\n\n@replace(rate: fake)\ntest "one" { rate(1) == 1 }',
  },
  LK2411: {
    severity: "error",
    title: "replaced by itself",
    message: "`{name}` would stand in for itself{way}, and a call of it never end.",
    explanation:
      "`@replace(rate: fake_rate)` has every call of the external `rate` go to `fake_rate` in this test. One that leads back to `rate` would be called without end.",
    example:
      '@external("rates.lookup")\nfn rate(n: Int) -> Int\n\n@replace(rate: rate)\ntest "one" { rate(1) == 1 }',
    repair:
      '@external("rates.lookup")\nfn rate(n: Int) -> Int\n\nfn fake(n: Int) -> Int { n }\n\n@replace(rate: fake)\ntest "one" { rate(1) == 1 }',
  },
});
