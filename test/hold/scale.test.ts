import { within } from "./lk";

const fanOut = `import int
import list

node work(x: Int) -> Int {
  2 * x
}

pipeline main(n: Int) -> (Int, Int, List(Int)) {
  let done = list.map(list.range(1, n), work)
  (list.length(done), int.sum(done), list.take(done, 3))
}
`;

test.each([0, 1, 1_999, 2_001, 100_000])(
  "a map over %p elements ends, in its order",
  async (n) => {
    const expected = [n, n * (n + 1), [2, 4, 6].slice(0, n)];
    await within({ "main.lk": fanOut }, async (place) => expect(await place.value({ n })).toEqual(expected));
  },
  120_000,
);

test("maps three deep over uneven widths keep every element in its place", async () => {
  const program = `import list

node work(path: List(Int)) -> List(Int) {
  path ++ [list.length(path)]
}

pipeline main(widths: List(Int)) -> List(List(List(List(Int)))) {
  list.index_map(widths, fn(i, width) {
    list.map(list.range(1, width), fn(j) {
      list.map(list.range(1, j % 4), fn(k) { work([i, j, k]) })
    })
  })
}
`;
  const widths = [0, 1, 7, 0, 30, 2, 100];
  const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
  const expected = widths.map((width, i) => upTo(width).map((j) => upTo(j % 4).map((k) => [i, j, k, 3])));
  await within({ "main.lk": program }, async (place) =>
    expect(await place.value({ widths })).toEqual(expected),
  );
}, 60_000);

test("a fold of 10,000 steps", async () => {
  const program = `import list

node step(sum: Int, x: Int) -> Int {
  (sum * 31 + x) % 1_000_003
}

pipeline main(n: Int) -> Int {
  list.fold(list.range(1, n), 7, step)
}
`;
  let expected = 7;
  for (let x = 1; x <= 10_000; x++) expected = (expected * 31 + x) % 1_000_003;
  await within({ "main.lk": program }, async (place) =>
    expect(await place.value({ n: 10_000 })).toBe(expected),
  );
}, 60_000);

test("a polling loop of 100,000 tail calls", async () => {
  const program = `node poll(n: Int) -> Bool {
  n == 0
}

pipeline main(n: Int) -> String {
  if poll(n) { "ready" } else { main(n - 1) }
}
`;
  await within({ "main.lk": program }, async (place) =>
    expect(await place.value({ n: 100_000 })).toBe("ready"),
  );
}, 120_000);

const nested = `node leaf(x: Int) -> Int {
  x
}

pipeline down(n: Int) -> Int {
  if n == 0 { leaf(0) } else { 1 + down(n - 1) }
}

pipeline main(n: Int) -> Int {
  down(n) + 0
}
`;

test("900 nested pipelines", async () => {
  await within({ "main.lk": nested }, async (place) => expect(await place.value({ n: 900 })).toBe(900));
}, 60_000);

test("1,100 nested pipelines are a stack overflow", async () => {
  await within({ "main.lk": nested }, async (place) => {
    const done = await place.lk("run", "main.lk", "--input", '{"n": 1100}');
    expect(done.status).toBe(1);
    expect(done.stderr).toMatch(/lk\.StackOverflowError: stack overflow after \d+ calls/);
    expect(done.stderr).toMatch(/\.\.\. repeated \d+ times/);
  });
}, 60_000);

test("50 independent lets are joined", async () => {
  const numbers = Array.from({ length: 50 }, (_, index) => index);
  const program = `node work(x: Int) -> Int {
  x * x
}

pipeline main(x: Int) -> List(Int) {
${numbers.map((n) => `  let v${n} = work(x + ${n})`).join("\n")}
  [${numbers.map((n) => `v${n}`).join(", ")}]
}
`;
  const expected = numbers.map((n) => (n + 3) ** 2);
  await within({ "main.lk": program }, async (place) =>
    expect(await place.value({ x: 3 })).toEqual(expected),
  );
}, 60_000);

test("recursion over the rest of a list is linear", async () => {
  const program = `import list

fn sum(items: List(Int), so_far: Int) -> Int {
  match items {
    [] -> so_far
    [x, ..rest] -> sum(rest, so_far + x)
  }
}

node work(n: Int) -> Int {
  sum(list.range(1, n), 0)
}

pipeline main(n: Int) -> Int {
  work(n)
}
`;
  await within({ "main.lk": program }, async (place) => {
    const times: Record<number, number> = {};
    for (const n of [1, 100_000, 400_000]) {
      const start = performance.now();
      expect(await place.value({ n })).toBe((n * (n + 1)) / 2);
      times[n] = performance.now() - start;
    }
    // Copying the rest at every step would take sixteen times as long, and minutes at that.
    const net = (n: number) => Math.max(times[n]! - times[1]!, 50);
    expect(net(400_000) / net(100_000)).toBeLessThan(9);
  });
}, 120_000);
