import { similar } from "../../src/text/index.js";

test.each<[string, string[], string | undefined]>([
  ["lenght", ["first", "length", "last"], "length"],
  ["chek", ["check", "test", "trace"], "check"],
  ["tset", ["test", "trace"], "test"],
  ["jsn", ["text", "json"], "json"],
  ["sarf", ["json", "sarif"], "sarif"],
  ["Colour", ["Color"], "Color"],
  ["maxsize", ["max_size"], "max_size"],
  ["toUpper", ["to_lower", "to_upper"], "to_upper"],
  ["line_price", ["price", "price_line"], "price_line"],
  ["INT", ["String", "Int"], "Int"],
  ["sx", ["xs", "ys"], undefined],
  ["X", ["x"], "x"],
  // Short words are near to too much.
  ["a", ["b", "ab", "x"], undefined],
  ["id", ["is", "in"], undefined],
  ["id", ["ids"], "ids"],
  ["foo", ["bar", "for"], "for"],
  // Half of a word is another word.
  ["cat", ["dog", "cut_off"], undefined],
  ["total", ["order", "retail"], undefined],
  ["", ["", "a", "abc"], undefined],
  // The nearest, not the first that is near enough; of equals the first.
  ["counter", ["country", "counted", "counters"], "counted"],
  ["value", ["values", "value_"], "values"],
  // Never the word itself.
  ["same", ["same"], undefined],
])("%s among %j", (word, candidates, found) => {
  expect(similar(word, candidates)).toBe(found);
});

/** The distance by its definition, without a bound. */
function editsBetween(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  for (let row = 1; row <= a.length; row++)
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const ways = [
        table[row - 1]![column]! + 1,
        table[row]![column - 1]! + 1,
        table[row - 1]![column - 1]! + same,
      ];
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        ways.push(table[row - 2]![column - 2]! + 1);
      table[row]![column] = Math.min(...ways);
    }
  return table[a.length]![b.length]!;
}

test("it is the nearest of random words, within the bound", () => {
  let seed = 20_261_125;
  const draw = (bound: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * bound);
  };
  const word = () => Array.from({ length: 1 + draw(9) }, () => "abc"[draw(3)]).join("");
  for (let round = 0; round < 2_000; round++) {
    const [wanted, ...others] = Array.from({ length: 6 }, word) as [string, ...string[]];
    const near = others
      .filter((other) => other !== wanted)
      .map((other) => ({ other, edits: editsBetween(wanted, other) }))
      .filter(
        ({ other, edits }) => edits <= Math.min(5, Math.floor(Math.max(wanted.length, other.length) / 3)),
      )
      .sort((x, y) => x.edits - y.edits);
    expect([wanted, others, similar(wanted, others)]).toEqual([wanted, others, near[0]?.other]);
  }
});

test("many long candidates take no time", () => {
  const candidates = Array.from({ length: 5_000 }, (_, index) => `${"long_name_".repeat(20)}${index}`);
  const start = performance.now();
  expect(similar(`${"long_name_".repeat(20)}x4999`, candidates)).toBe(`${"long_name_".repeat(20)}4999`);
  expect(performance.now() - start).toBeLessThan(5_000);
});
