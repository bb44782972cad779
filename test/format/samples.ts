/** Small declarations that have every form of the grammar between them, for what is tried at each gap between tokens. */
export const everything: readonly string[] = [
  `import shop/currency.{Currency(..), to_eur as eur, rate}
import list as l

/// Documentation.
type Line(a, b) { sku: List(a), qty: (Int, b), price: fn(Int, a) -> money.Money }
`,
  `type Discount {
  NoDiscount
  /// So many percent.
  Percent(rate: Int, from: fn() -> ()), Volume(
    /// From so many.
    from: Int)
}

type Alias = Dict(String, (List(Int)))
`,
  `/// Looks up.
@retry(max: 3, backoff: 200ms)
@external("a.b")
@pure
node look(name: String, _x: Int) -> Result(Int, ())

@replace(look: other)
test "title" {
  let (a, [b, .._], Pair(x:, y: _, ..)): T = f(1)
  let Some(_) = a

  a == b
}
`,
  `const limit: Int = -0xff_ff
const text = "a \${f(x, y: 1) ++ "in \${b}"} c"
fn f() {}
pipeline g(x) -> Int {
  let y = x |> list.map(_, k: 1)? |> fn(z) { z } |> (h)(2)? |> m.C |> D
  y.a.b(1)(2)?.c
}
`,
  `fn f(x) {
  match x {
    -1 | 2 as n if n > 0 && !ok -> a || b
    m.None -> { let a = 1
      a }
    [] | () | (a, "s") | [1, ..rest] | [..] -> fail "no"
    (true) -> -x - -1
    Some(value: (y)) -> [1, 2, ..xs]
  }
}
`,
  `fn f(x) -> fn(a) -> b {
  if x < 1 && (a != b || c) { f(..x, a: 1, b:, c: _) } else if y { () } else { attempt f(1) }
}
`,
  `fn g(x) {
  let t = (1, 2.5e3, true)
  let p = fn(a, (b, _): T) -> Int { a + b * c - d / e % g }
  list.fold([], 0, fn(sum, x) {
    sum ++ x
  })
  { x }
}
`,
];
