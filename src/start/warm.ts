import type { Host, Output } from "../cli/host.js";
import { main } from "../cli/main.js";

/** Runs a check of a program that uses most of the language, so that a snapshot or a code cache holds everything loaded, made and compiled that a command needs. */
export async function warm(): Promise<void> {
  const code = await main(["check", "-"], HOST);
  if (code !== 0) throw new Error(`warming up ended with ${code}`);
}

const SILENT: Output = { write: () => {}, terminal: false, colour: false, columns: 80 };

const HOST: Host = {
  cwd: "/",
  env: {},
  home: "/",
  files: { kind: () => "missing", list: () => [], read: () => new Uint8Array(), real: (path) => path },
  out: SILENT,
  err: SILENT,
  stdin: () => Promise.resolve(new TextEncoder().encode(HELLO)),
  world: () => Promise.reject(new Error("nothing is watched")),
  client: () => Promise.reject(new Error("nothing is asked")),
  telemetry: () => Promise.reject(new Error("nothing is told")),
};

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
