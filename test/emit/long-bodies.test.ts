import { compile } from "../../src/compile";
import { SourceText } from "../../src/text/index";

/** Long bodies, and many services: compiling takes time in proportion, so that these end well within the limit. */

const limit = 20_000;

const count = (length: number, item: (at: number) => string, between = "\n") =>
  Array.from({ length }, (_, at) => item(at)).join(between);
const node = "node work(n: Int) -> Int { n }\n\n";
const main = "pipeline main(x: Int) -> Int { f(x) }\n";
const before = (at: number) => (at === 0 ? "x" : `v${at - 1}`);

const programs: Readonly<Record<string, string>> = {
  "a let after the other": `fn f(x: Int) -> Int {\n${count(10_000, (at) => `  let v${at} = ${before(at)} + ${at}`)}\n  v9999\n}\n\n${main}`,
  "lets of one name": `fn f(v: Int) -> Int {\n${count(10_000, (at) => `  let v = v + ${at}`)}\n  v\n}\n\n${main}`,
  "lets of matches": `fn f(x: Int) -> Int {\n${count(4_000, (at) => `  let v${at} = match ${before(at)} {\n    1 -> ${at}\n    y -> {\n      let z = y + 1\n      z * z\n    }\n  }`)}\n  v3999\n}\n\n${main}`,
  "calls of a node": `${node}pipeline main(x: Int) -> Int {\n${count(8_000, (at) => `  let v${at} = work(${before(at)} + ${at})`)}\n  v7999\n}\n`,
  "lets that are needed behind a call": `import list\n\n${node}pipeline main(x: Int) -> Int {\n${count(6_000, (at) => `  let v${at} = x + ${at}`)}\n  let w = work(x)\n  [${count(6_000, (at) => `v${at}`, ", ")}, w] |> list.length\n}\n`,
  "nodes and pipelines": count(
    1_000,
    (at) => `node n${at}(x: Int) -> Int { x + ${at} }\n\npipeline p${at}(x: Int) -> Int { n${at}(x + 1) }`,
    "\n\n",
  ),
};

test.each(Object.entries(programs))(
  "%s",
  (_, text) => {
    const modules = [{ path: "main", source: new SourceText("main.lk", text) }];
    const start = performance.now();
    const { build, diagnostics } = compile({ name: "long", version: "0.0.0", main: "main", modules });
    expect(diagnostics.filter((one) => one.severity === "error")).toEqual([]);
    expect(build).toBeDefined();
    expect(performance.now() - start).toBeLessThan(limit);
  },
  2 * limit,
);
