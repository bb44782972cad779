import { compile } from "../../src/compile";
import { program } from "./harness";

/** As deep as the parser takes it: no later phase runs out of stack, whatever the expression is made of. */
const shapes: Readonly<Record<string, (depth: number) => string>> = {
  sums: (depth) => Array(depth).fill("work(x)").join(" + "),
  pipes: (depth) => `x${" |> work".repeat(depth)}`,
  "nested calls": (depth) => `${"work(".repeat(depth)}x${")".repeat(depth)}`,
  "else if": (depth) => `${"if x == 0 { work(x) } else ".repeat(depth)}{ 0 }`,
  "nested blocks": (depth) => `${"{ ".repeat(depth)}work(x)${" }".repeat(depth)}`,
  "nested matches": (depth) => `${"match x { 0 -> work(x), _ -> ".repeat(depth)}0${" }".repeat(depth)}`,
  "nested attempts": (depth) => `${"unwrap(attempt ".repeat(depth)}work(x)${")".repeat(depth)}`,
  "nested maps": (depth) => `${"int.sum(list.map([x], fn(x) { ".repeat(depth)}work(x)${" }))".repeat(depth)}`,
};

const head = `import int
import list
node work(n: Int) -> Int { n }
fn unwrap(r: Result(Int, Failure)) -> Int {
  match r {
    Ok(n) -> n
    Error(_) -> 0
  }
}
`;

test.each(Object.entries(shapes))("%s", (_, shape) => {
  let [deepest, refused] = [0, 1_200];
  while (refused - deepest > 1) {
    const depth = (deepest + refused) >> 1;
    const { build, diagnostics } = compile(
      program({ main: `${head}pipeline main(x: Int) -> Int { ${shape(depth)} }` }),
    );
    const errors = diagnostics.filter((each) => each.severity === "error");
    if (build) deepest = depth;
    else {
      expect(errors.map((each) => each.message)).toEqual([expect.stringMatching(/levels/)]);
      refused = depth;
    }
  }
  expect(deepest).toBeGreaterThan(30);
});
