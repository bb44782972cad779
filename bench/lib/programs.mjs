/** Three nodes in a row, and a map with its gather over one of them: what is measured on the platform and here. */
export const CHAIN = `import int
import list

node one(x: Int) -> Int {
  x + 1
}

node two(x: Int) -> Int {
  x * 2
}

node three(x: Int) -> Int {
  x - 3
}

pipeline chain(x: Int) -> Int {
  one(x) |> two |> three
}

pipeline spread(n: Int) -> Int {
  int.sum(list.map(list.range(1, n), one))
}
`;
