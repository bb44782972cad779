/** Loads what commands use and runs it once, so that a snapshot or a code cache holds it compiled. */
export async function warm(): Promise<void> {
  const [{ check }] = await Promise.all([import("../compile.js"), import("../cli/program.js")]);
  const { SourceText } = await import("../text/index.js");
  const source = new SourceText("hello.lk", HELLO);
  check({ name: "hello", version: "0.0.0", main: "hello", modules: [{ path: "hello", source }] });
}

/** Uses each kind of declaration and most expressions. */
const HELLO = `import list
import int

type Line { sku: String, qty: Int }

type Discount { NoDiscount, Percent(rate: Int) }

const rate = 5

fn apply(discount: Discount, amount: Int) -> Int {
  match discount {
    NoDiscount -> amount
    Percent(rate) if rate > 0 -> amount * (100 - rate) / 100
    Percent(..) -> -amount
  }
}

@retry(max: 1)
node price(line: Line, discount: Discount) -> Int {
  let text = "\${line.sku} has \${line.qty}"
  if text == "" { 0 } else { apply(discount, line.qty) }
}

pipeline hello(lines: List(Line)) -> Int {
  let prices = lines |> list.map(price(_, Percent(rate: rate)))
  int.sum(prices)
}

test "hello" {
  apply(NoDiscount, 3) == 3
}
`;
