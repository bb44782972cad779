import { check } from "../../src/compile";
import { ModuleMemory } from "../../src/incremental";
import { SourceText } from "../../src/text";

const base = {
  shop: `type Line { sku: String, qty: Int }

fn total(lines: List(Line)) -> Int { count(lines) }

fn count(lines) { match lines { [] -> 0, [Line(qty:, ..), ..rest] -> qty + count(rest) } }
`,
  report: 'import shop\n\nfn title(lines) { "${shop.total(lines)} pieces" }\n',
  main: 'import report\n\nnode main(x: Int) -> String { "${x} ${report.title([])}" }\n',
};

/** Which modules are resolved and inferred anew after an edit. */
function anew(edit: Partial<typeof base>, from = base): readonly string[] {
  const memory = new ModuleMemory();
  const typed = (files: typeof base) => {
    const modules = Object.entries(files).map(([path, text]) => ({
      path,
      source: new SourceText(`${path}.lk`, text),
    }));
    const { program, diagnostics } = check({ name: "x", version: "0.0.0", main: "main", modules }, memory);
    expect(diagnostics).toEqual([]);
    return new Map(program!.modules.map((one) => [one.path, one]));
  };
  const before = typed(from);
  const after = typed({ ...from, ...edit });
  return Object.keys(base).filter((path) => before.get(path) !== after.get(path));
}

test("nothing, where nothing has changed", () => {
  expect(anew({})).toEqual([]);
});

test("a module alone whose bodies, lines, comments and documentation change", () => {
  expect(
    anew({ shop: `// Moved.\n\n/// Documented.\n${base.shop.replace("qty + count", "2 * qty + count")}` }),
  ).toEqual(["shop"]);
});

test("a module alone where an annotation says what was found", () => {
  expect(anew({ shop: base.shop.replace("count(lines) {", "count(lines: List(Line)) {") })).toEqual(["shop"]);
});

test("those that import a module whose interface changes, and further where theirs has a type of it", () => {
  expect(anew({ shop: base.shop.replace("qty: Int }", "qty: Int, price: Int }") })).toEqual([
    "shop",
    "report",
    // The type of `title` has the record in it.
    "main",
  ]);
  expect(anew({ shop: `${base.shop}\nfn more() { 1 }\n` })).toEqual(["shop", "report", "main"]);
});

test("those that import a module whose interface changes, and no further where theirs stays", () => {
  const report = base.report
    .replace("title(lines)", "title(_lines: List(Int))")
    .replace("total(lines)", "total([])");
  const from = { ...base, report };
  expect(anew({ shop: `${base.shop}\nfn more() { 1 }\n` }, from)).toEqual(["shop", "report"]);
  expect(anew({ report: report.replace("pieces", "parts") }, from)).toEqual(["report"]);
});

test("those that import a module whose function comes to have effects", () => {
  expect(
    anew({
      shop: `import time\n\n${base.shop.replace("{ count(lines) }", "{\n  let _ = time.now()\n  count(lines)\n}")}`,
    }),
  ).toEqual(["shop", "report", "main"]);
});
