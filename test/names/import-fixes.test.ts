import { join } from "node:path";
import { check, type SourceProgram } from "../../src/compile.js";
import { applyEdits, type Diagnostic } from "../../src/diagnostics/index.js";
import { SourceText } from "../../src/text/index.js";
import { findCases } from "../harness/cases.js";
import { splitFiles } from "../harness/marked.js";

const folder = join(__dirname, "../cases/modules");

const lib =
  "\n// file: lib.lk\ntype One { x: Int }\n\ntype Two { A, B }\n\nfn f() { 1 }\n\nfn g() { 2 }\n\nfn h() { 3 }\n";

/** Programs with imports of every shape that something is offered for, beside the cases. */
const programs: readonly string[] = [
  `import lib${lib}`,
  `import lib   // unused\nimport list as l\n\n\nconst x = 1${lib}`,
  `import lib.{f}${lib}`,
  `import lib.{ f }\n\nfn a() { lib.g() }${lib}`,
  `import lib.{f, g, h}\n\nfn a() { g() }${lib}`,
  `import lib.{f, g, h,}\n\nfn a() { (f(), g()) }${lib}`,
  `import lib.{\n  // first\n  f,\n  One, // second\n  Two(..),\n}\n\nfn a() { f() }${lib}`,
  `import lib.{f as one, g as two} as three\n\nfn a() { two() }${lib}`,
  `import lib.{f} as three\n\nfn a() { three.g() }${lib}`,
  `import lib\nimport lib.{f}\n\nfn a() { f() + lib.g() }${lib}`,
  `import lib.{f}\nimport lib\n\nfn a() { f() + lib.g() }${lib}`,
  `import lib.{f}\nimport lib.{g, f}\n\nfn a() { f() + g() }${lib}`,
  `import lib.{f} as one\nimport lib.{g}\n\nfn a() { f() + g() + one.h() }${lib}`,
  `import lib.{f}\nimport lib.{g} as one\n\nfn a() { f() + g() }${lib}`,
  `import lib.{f, f, g}\n\nfn a() { f() + g() }${lib}`,
  `import lib.{Two, Two(..)}\n\nfn a() { A }${lib}`,
  `import lib.{Two(..), Two}\n\nfn a() { B }${lib}`,
  `import lib.{f, g}\n\nfn f() { g() }${lib}`,
  `import lib.{f as own}\n\nfn own() { 1 }${lib}`,
  `import list as lib\nimport lib\n\nfn a() { lib.reverse([1]) }${lib}`,
  `import list as own\nimport lib as own\n\nfn a() { own.reverse([1]) }${lib}`,
  `import lob.{f}\n\nfn a() { f() }${lib}`,
  `import lib.{e, Ones, Tow(..)}${lib}`,
  `fn a() { lib.f() }${lib}`,
  `import list\r\nimport lib.{f,\r\n  g}\r\n\r\nfn a() { 1 }${lib}`,
];

const cases: readonly (readonly [string, SourceProgram])[] = [
  ...programs.map((text): readonly [string, SourceProgram] => [text.split("\n// file")[0]!, programOf(text)]),
  ...findCases(folder).map(({ path, program }): readonly [string, SourceProgram] => [
    path.slice(folder.length + 1),
    program,
  ]),
];

function programOf(text: string): SourceProgram {
  const modules = splitFiles(text).map((file) => ({
    path: file.path,
    source: new SourceText(`${file.path}.lk`, file.text),
  }));
  return { name: "test", version: "0.0.0", main: "main", modules };
}

const codes = new Set([
  "LK2001",
  "LK2004",
  "LK2005",
  "LK2006",
  "LK2007",
  "LK2008",
  "LK2009",
  "LK2204",
  "LK2221",
]);

test.each(cases.filter(([, { modules }]) => modules.length > 0))(
  "what is offered for %j mends it",
  (_, program) => {
    const before = check(program).diagnostics;
    for (const diagnostic of before) {
      if (!diagnostic.fix || !codes.has(diagnostic.code)) continue;
      const after = check(mended(program, diagnostic)).diagnostics;
      // The same mistake may stand there more than once, and is mended once.
      const count = (found: readonly Diagnostic[]) =>
        found.filter((one) => one.code === diagnostic.code && one.source.path === diagnostic.source.path)
          .length;
      const errors = (found: readonly Diagnostic[]) =>
        found.filter((one) => one.severity === "error").map(textOf);
      if (count(after) >= count(before)) throw new Error(`${textOf(diagnostic)} is still there`);
      if (errors(after).length > errors(before).length)
        throw new Error(`${textOf(diagnostic)} became ${errors(after).join("\n")}`);
    }
  },
);

test("most of what is said about imports comes with an edit", () => {
  const all = cases
    .flatMap(([, program]) => check(program).diagnostics)
    .filter(({ code }) => codes.has(code));
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter(({ fix }) => fix).length / all.length).toBeGreaterThan(0.6);
});

function textOf({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}

function mended(program: SourceProgram, { source, fix }: Diagnostic): SourceProgram {
  const modules = program.modules.map((module) =>
    module.source === source
      ? { ...module, source: new SourceText(source.path, applyEdits(source.text, fix!)) }
      : module,
  );
  return { ...program, modules };
}
