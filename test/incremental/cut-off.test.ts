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

function checkFiles(files: Readonly<Record<string, string>>, memory: ModuleMemory) {
  const modules = Object.entries(files).map(([path, text]) => ({
    path,
    source: new SourceText(`${path}.lk`, text),
  }));
  return check({ name: "x", version: "0.0.0", main: "main", modules }, memory);
}

/** Which modules are resolved and inferred anew after an edit. */
function anew(edit: Partial<typeof base>, from = base): readonly string[] {
  const memory = new ModuleMemory();
  const typed = (files: typeof base) => {
    const { program, diagnostics } = checkFiles(files, memory);
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

test("those that import a module that comes or goes, and those whose messages name what can be imported", () => {
  const added = { ...base, other: "const a = 1\n" };
  const found = (from: Record<string, string>, to: Record<string, string>) => {
    const memory = new ModuleMemory();
    const check = jest.spyOn(memory, "check");
    const results = (files: Record<string, string>) => {
      check.mockClear();
      checkFiles(files, memory);
      return new Map(check.mock.calls.map(([{ path }], at) => [path, check.mock.results[at]!.value]));
    };
    const [before, after] = [results(from), results(to)];
    return [...after]
      .filter(([path, result]) => before.get(path) !== result)
      .map(([path]) => path)
      .sort();
  };
  expect(found(base, added)).toEqual(["other"]);
  expect(found(added, base)).toEqual([]);
  const importing = { ...base, main: `import other\n${base.main}` };
  expect(found(importing, { ...importing, other: "const a = 1\n" })).toEqual(["main", "other"]);
  const lacking = { ...base, main: base.main.replace("report.title", "other.title") };
  expect(found(lacking, { ...lacking, other: "const a = 1\n" })).toEqual(["main", "other"]);
  // A module that cannot be parsed takes its importers with it, and nobody else.
  const unread = { ...added, other: "const a = = 1\n" };
  expect(
    found(
      { ...added, main: `import other\n${base.main}` },
      { ...unread, main: `import other\n${base.main}` },
    ),
  ).toEqual(["main", "other"]);
});
