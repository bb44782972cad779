import { catalogue } from "../../catalogue.js";

/** What declarations and their names have to be: LK51xx. */
export const signatures = catalogue({
  LK5101: {
    severity: "error",
    title: "wire type that is no data",
    message: "The {what} of the {kind} `{name}` travels, and it is no data: {part} is {reason}.",
    explanation:
      "Parameters and results of nodes, pipelines and externals are JSON on the wire. They have no function inside, no type variable, and no type that contains itself at other arguments.",
    example: "node apply(f: fn(Int) -> Int, n: Int) -> Int { f(n) }",
    repair: "fn apply(f: fn(Int) -> Int, n: Int) -> Int { f(n) }",
  },
  LK5102: {
    severity: "error",
    title: "name that cannot be a service's",
    message: "`{name}` becomes part of a service's name, and it has {fault}.",
    explanation:
      "A node or pipeline is deployed as a service, whose name is made of the module's path and the declaration's name with `-` in place of `/` and `_`. Names with `__`, a leading or final `_`, or capitals do not fit.",
    example: "node price__line(n: Int) -> Int { n }",
    repair: "node price_line(n: Int) -> Int { n }",
  },
  LK5103: {
    severity: "error",
    title: "two services of one name",
    message: "`{name}` and `{other}` would both be the service `{service}`.",
    explanation:
      "A service's name is the module's path and the declaration's name with `-` in place of `/` and `_`, so `a/b.c` and `a.b_c` both are `a-b-c`. Rename one of them.",
    example: `import shop
import shop/rate
pipeline main(n: Int) -> Int { shop.rate_find(rate.find(n)) }
// file: shop.lk
node rate_find(n: Int) -> Int { n }
// file: shop/rate.lk
node find(n: Int) -> Int { n }`,
    repair: `import shop
import shop/rate
pipeline main(n: Int) -> Int { shop.find_rate(rate.find(n)) }
// file: shop.lk
node find_rate(n: Int) -> Int { n }
// file: shop/rate.lk
node find(n: Int) -> Int { n }`,
  },
  LK5104: {
    severity: "error",
    title: "replacement of another type",
    message: "In this test `{by}` stands in for `{external}`, and their types differ.",
    explanation:
      "`@replace(rate: fake_rate)` runs the `fn` `fake_rate` in the place of the external `rate`. It takes the same parameters and gives the same result.",
    example: `@external("rates.lookup")
node rate(currency: String) -> Float
fn fake_rate(_currency: String) -> Int { 2 }
@replace(rate: fake_rate)
test "rates" { rate("EUR") == 2.0 }`,
    repair: `@external("rates.lookup")
node rate(currency: String) -> Float
fn fake_rate(_currency: String) -> Float { 2.0 }
@replace(rate: fake_rate)
test "rates" { rate("EUR") == 2.0 }`,
  },
});
