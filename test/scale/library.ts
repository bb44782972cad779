/** Imports and helpers of the uses below. */
const before = `import dict
import int
import list
import option
import result
import string

fn even(x: Int) -> Option(Int) {
  if x % 2 == 0 { Some(x) } else { None }
}

fn known(x: Int) -> Result(Int, String) {
  if x > 0 { Ok(x) } else { Error("none") }
}`;

/** A use of each function that walks a list, a text or a Dict, over `xs`, the Ints from 1 to n, and what is made of them in a time in proportion. */
export const uses: Readonly<Record<string, string>> = {
  "list.map": "list.length(list.map(xs, fn(x) { x + 1 }))",
  "list.index_map": "list.length(list.index_map(xs, fn(i, x) { i + x }))",
  "list.filter": "list.length(list.filter(xs, fn(x) { x % 2 == 0 }))",
  "list.filter_map": "list.length(list.filter_map(xs, even))",
  "list.flat_map": "list.length(list.flat_map(xs, fn(x) { [x, x] }))",
  "list.flatten": "list.length(list.flatten(list.map(xs, fn(x) { [x] })))",
  "list.fold": "list.fold(xs, 0, fn(sum, x) { sum + x })",
  "list.try_map": "list.length(result.unwrap(list.try_map(xs, known), []))",
  "list.max": "option.unwrap(list.max(xs), 0)",
  "list.min": "option.unwrap(list.min(xs), 0)",
  "list.contains": "if list.contains(xs, 0) { 1 } else { 0 }",
  "list.find": "option.unwrap(list.find(xs, fn(x) { x > n }), 0)",
  "list.any": "if list.any(xs, fn(x) { x > n }) { 1 } else { 0 }",
  "list.all": "if list.all(xs, fn(x) { x > 0 }) { 1 } else { 0 }",
  "list.count": "list.count(xs, fn(x) { x % 2 == 0 })",
  "list.take and list.drop": "list.length(list.take(list.drop(xs, 1), n))",
  "list.take_while": "list.length(list.take_while(xs, fn(x) { x > 0 }))",
  "list.reverse": "list.length(list.reverse(xs))",
  "list.sort": "list.length(list.sort(list.reverse(xs)))",
  "list.sort_by": "list.length(list.sort_by(xs, fn(x) { x % 100 }))",
  "list.unique": "list.length(list.unique(xs))",
  "list.zip": "list.length(list.zip(xs, xs))",
  "list.repeat": 'list.length(list.repeat("a", n))',
  "list.partition": "list.length(list.partition(xs, fn(x) { x % 2 == 0 }) |> fn((a, _)) { a })",
  "list.chunk": "list.length(list.chunk(xs, 3))",
  "list.group_by, few groups": "dict.size(list.group_by(xs, fn(x) { x % 10 }))",
  "list.group_by, many groups": "dict.size(list.group_by(xs, fn(x) { x / 2 }))",
  "result.all": "list.length(result.unwrap(result.all(list.map(xs, known)), []))",
  "result.partition": "list.length(result.partition(list.map(xs, known)) |> fn((a, _)) { a })",
  "option.values": "list.length(option.values(list.map(xs, even)))",
  "dict.from_list": "dict.size(dict.from_list(list.map(xs, fn(x) { (x, x) })))",
  "dict.insert in a fold": "dict.size(list.fold(xs, dict.new(), fn(all, x) { dict.insert(all, x, x) }))",
  "dict.update in a fold":
    "dict.size(list.fold(xs, dict.new(), fn(all, x) { dict.update(all, x % 100, fn(old) { option.unwrap(old, 0) + 1 }) }))",
  "dict.remove in a fold":
    "dict.size(list.fold(xs, dict.from_list(list.map(xs, fn(x) { (x, x) })), fn(all, x) { dict.remove(all, x) }))",
  "dict.map_values, dict.filter, dict.merge":
    "dict.from_list(list.map(xs, fn(x) { (x, x) })) |> dict.map_values(fn(_, x) { x + 1 }) |> dict.filter(fn(_, x) { x > 0 }) |> dict.merge(dict.new()) |> dict.keys |> list.length",
  "++ in a fold": "list.length(list.fold(xs, [], fn(all, x) { all ++ [x] }))",
  "[x, ..all] in a fold": "list.length(list.fold(xs, [], fn(all, x) { [x, ..all] }))",
  "string.join and string.split":
    'list.length(string.split(string.join(list.map(xs, int.to_string), ","), ","))',
  "string.words and string.lines":
    'list.length(string.words(string.repeat("a ", n))) + list.length(string.lines(string.repeat("a\\n", n)))',
  "string.characters": 'list.length(string.characters(string.repeat("ä", n)))',
  "string.replace": 'string.length(string.replace(string.repeat("ab", n), "a", "cc"))',
  "string.find_all": 'list.length(string.find_all(string.repeat("ab", n), "a"))',
  "string.pad_start": 'string.length(string.pad_start("a", n, "xyz"))',
  "string.inspect": "string.length(string.inspect(xs))",
  "int.sum": "int.sum(xs)",
};

/** A node that does the use of a number. */
export const program = `${before}

node run(which: Int, n: Int) -> Int {
  let xs = list.range(1, n)
  match which {
${Object.values(uses)
  .map((use, at) => `    ${at} -> ${use}`)
  .join("\n")}
    _ -> 0
  }
}
`;
