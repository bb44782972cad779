import { join } from "node:path";
import { python, root, within } from "./lk";

test("no round of a loop is taken for another, whatever it gathers and folds", async () => {
  const program = `import list

node work(x: Int, round: Int) -> Int {
  x * 10 + round
}

node add(sum: Int, x: Int) -> Int {
  (sum * 7 + x) % 1_000_003
}

pipeline main(round: Int, values: List(Int), sums: List(Int)) -> List(Int) {
  match round {
    0 -> sums
    _ -> {
      let next = list.map(values, work(_, round))
      let sum = list.fold(next, round, add)
      main(round - 1, list.map(next, fn(x) { x % 100 }), sums ++ [sum])
    }
  }
}
`;
  const rounds = 60;
  let values = [1, 2, 3, 4, 5];
  const sums: number[] = [];
  for (let round = rounds; round > 0; round--) {
    const next = values.map((x) => x * 10 + round);
    sums.push(next.reduce((sum, x) => (sum * 7 + x) % 1_000_003, round));
    values = next.map((x) => x % 100);
  }
  await within({ "main.lk": program }, async (place) => {
    const input = { round: rounds, values: [1, 2, 3, 4, 5], sums: [] };
    for (const chaos of [[], ["--chaos", "7"], ["--chaos", "8"]]) {
      expect(await place.value(input, "main.lk", ...chaos)).toEqual(sums);
    }
  });
}, 120_000);

test("a lambda that is made in a loop keeps what it captured", async () => {
  const program = `import list

fn build(n: Int, made: List(fn(Int) -> Int)) -> List(fn(Int) -> Int) {
  if n == 0 {
    made
  } else {
    let offset = n * 100
    let f = fn(x) { x + offset + n }
    let offset = 0
    build(n - 1 + offset, [f, ..made])
  }
}

node work(n: Int) -> List(Int) {
  build(n, []) |> list.map(fn(f) { f(0) })
}

pipeline main(n: Int) -> List(Int) {
  work(n)
}
`;
  await within({ "main.lk": program }, async (place) => {
    expect(await place.value({ n: 4 })).toEqual([101, 202, 303, 404]);
  });
}, 60_000);

/** Runs a command and prints the peak of its largest process in MB. */
const peak = `import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
if done.returncode:
    sys.exit(done.stderr)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
`;

test("a captured value of 5 MB is not copied for each of 1,000 elements", async () => {
  const program = `import list
import string

node work(x: Int, text: String) -> Int {
  string.length(text) + x
}

pipeline main(n: Int, text: String) -> Int {
  list.map(list.range(1, n), work(_, text)) |> list.fold(0, fn(a, b) { a + b })
}
`;
  await within({ "main.lk": program }, async (place) => {
    const memory = async (size: number): Promise<number> => {
      const input = place.input({ n: 1_000, text: "x".repeat(size) });
      const done = await python(
        peak,
        join(root, "bin/lk"),
        "run",
        join(place.folder, "main.lk"),
        "--input",
        input,
      );
      if (done.status !== 0) throw new Error(done.stderr);
      return Number(done.stdout);
    };
    const base = await memory(10);
    expect((await memory(5_000_000)) - base).toBeLessThan(300);
  });
}, 120_000);
