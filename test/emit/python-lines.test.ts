import { outcome } from "./harness";

/** A program whose lines that should show in a trace, innermost first, end in `// 1`, `// 2`, …; gives what shows and what should. */
function frames(
  text: string,
  ...given: string[]
): { shown: readonly string[]; wanted: readonly string[]; message: string } {
  const marks: [number, string][] = [];
  let declaration = "";
  for (const [index, line] of text.split("\n").entries()) {
    declaration = /^(?:fn|node) (\w+)/.exec(line)?.[1] ?? declaration;
    for (const mark of /\/\/((?: \d+)+)$/.exec(line)?.[1]?.trim().split(" ") ?? []) {
      marks.push([Number(mark), `main.${declaration}:${index + 1}`]);
    }
  }
  const result = outcome(text, ...given);
  const wanted = marks.sort(([left], [right]) => left - right).map(([, frame]) => frame);
  return {
    shown: "frames" in result ? result.frames : [],
    wanted,
    message: "message" in result ? result.message : "",
  };
}

function expectFrames(text: string, ...given: string[]): void {
  const { shown, wanted } = frames(text, ...given);
  expect(shown).toEqual(wanted);
}

describe("each line of Python stands for one line of the program", () => {
  test("calls", () => {
    expectFrames(
      `
fn divide(a: Int, b: Int) -> Int {
  a / b // 1
}
fn twice(n: Int) -> Int {
  let a = divide(1, 1)
  a + divide(n, 0) // 2
}
node run(n: Int) -> Int {
  1 + twice(n) // 3
}`,
      "3",
    );
  });

  test("arguments on lines of their own", () => {
    expectFrames(
      `
fn divide(a: Int, b: Int) -> Int {
  a / b // 1
}
fn three(a: Int, b: Int, c: Int) -> Int { a + b + c }
node run(n: Int) -> Int {
  three(
    divide(n, 1),
    divide(n, 0), // 2
    divide(n, 2),
  )
}`,
      "3",
    );
    expectFrames(
      `
fn three(a: Int, b: Int, c: Int) -> Int {
  a / b + c // 1
}
node run(n: Int) -> Int {
  three( // 2
    n * 1,
    n - n,
    n,
  )
}`,
      "3",
    );
  });

  test("operators on lines of their own", () => {
    for (const [first, second, third] of [
      ["0", "1", "1"],
      ["1", "0", "1"],
      ["1", "1", "0"],
    ]) {
      const mark = (divisor: string | undefined) => (divisor === "0" ? " // 2" : "");
      expectFrames(
        `
fn divide(a: Int, b: Int) -> Int {
  a / b // 1
}
node run(n: Int) -> Int {
  divide(n, ${first})${mark(first)}
    + divide(n, ${second})${mark(second)}
    + divide(n, ${third})${mark(third)}
}`,
        "3",
      );
    }
    expectFrames(
      `
node run(n: Int) -> Bool {
  n > 0
    && n / 1 > 0
    && n / 0 > 0 // 1
}`,
      "3",
    );
  });

  test("pipes", () => {
    expectFrames(
      `
import list
fn divide(a: Int, b: Int) -> Int {
  a / b // 1
}
node run(n: Int) -> Int {
  [n, 0]
    |> list.map(fn(x) { x + 1 })
    |> list.map(fn(x) { divide(x, x - 1) }) // 2 3
    |> list.fold(0, fn(a, b) { a + b })
}`,
      "3",
    );
  });

  test("lambdas are frames with their declaration's name, partial calls are none", () => {
    expectFrames(
      `
import list
fn inverse(a: Int, b: Int) -> Int {
  a / b // 1
}
node run(n: Int) -> Int {
  let f = inverse
  let g = f(n, _)
  let h = f(_, 0)
  let _ = list.map([1], g)
  list.map([n], h) // 2
    |> list.length
}`,
      "3",
    );
    expectFrames(
      `
import list
fn inverse(a: Int, b: Int) -> Int {
  a / b // 1
}
node run(n: Int) -> Int {
  let work = fn(x) {
    let y = x - n
    inverse(1, y) // 2
  }
  list.map([n], work) // 3
    |> list.length
}`,
      "3",
    );
  });

  test("branches and attempts are none", () => {
    expectFrames(
      `
fn run2(n: Int) -> Int {
  match attempt { n / 0 } {
    Ok(x) -> x
    Error(_) ->
      if n > 2 {
        let m = match n {
          3 -> n % 0 // 1
          _ -> 1
        }
        m
      } else {
        4
      }
  }
}
node run(n: Int) -> Int {
  run2(n) // 2
}`,
      "3",
    );
  });

  test("the first in the order written fails, whatever needs statements", () => {
    const program = (first: string, second: string) => `
fn boom(n: Int) -> Int { 1 / n }
fn pair(a: Int, b: Int) -> Int { a + b }
node run(n: Int) -> Int {
  pair(${first}, ${second})
}`;
    for (const second of [
      'match n { 3 -> fail "second", _ -> 1 }',
      "if n == 3 { let x = 1 % 0\n x } else { 2 }",
      '{ let _ = fail "second"\n 1 }',
    ]) {
      expect(outcome(program("boom(0)", second), "3")).toMatchObject({ failure: "DivisionByZero" });
      expect(outcome(program("b: boom(0)", `a: ${second}`), "3")).toMatchObject({
        failure: "DivisionByZero",
      });
      expect(outcome(program("n / 0", second), "3")).toMatchObject({ failure: "DivisionByZero" });
    }
    expect(outcome(program('fail "first"', "boom(0)"), "3")).toMatchObject({
      failure: "Failed",
      message: "first",
    });
  });

  test("interpolations, conditions, fails and updates", () => {
    expectFrames(
      `
type P { x: Int, y: Int }
fn inverse(n: Int) -> Int {
  1 / n // 1
}
node run(n: Int) -> String {
  let p = P(1, 2)
  let q = P(
    ..p,
    y: n,
  )
  "\${q.x} and \${inverse(q.y - 3)}" // 2
}`,
      "3",
    );
    expectFrames(
      `
node run(n: Int) -> Int {
  if n > 1 {
    fail "too \${n}" // 1
  } else {
    n
  }
}`,
      "3",
    );
  });

  test("recursion runs out", () => {
    const result = outcome(
      "fn deep(n: Int) -> Int { 1 + deep(n + 1) }\nnode run(n: Int) -> Int { deep(n) }",
      "0",
    );
    expect(result).toMatchObject({ failure: "StackOverflow" });
  });

  test("recursion to 10,000 calls", () => {
    expect(
      outcome(
        "fn deep(n: Int) -> Int { if n == 0 { 0 } else { 1 + deep(n - 1) } }\nnode run(n: Int) -> Int { deep(n) }",
        "9990",
      ),
    ).toEqual({ value: "9990" });
  });
});
