import { checkMarked } from "../harness/marked.js";
import { markedCases } from "../harness/marked-cases.js";

const currency =
  "\n// file: shop/currency.lk\ntype Currency { Eur, Usd }\n\nfn to_eur(amount: Int) -> Int { amount }\n\nconst base = Eur\n";

describe("imports", () => {
  markedCases({
    "a module is used by its last name": `import shop/currency\n\nfn f(n: Int) { currency.to_eur(n) }${currency}`,
    "a type, a constructor and a constant of a module": `import shop/currency\n\nfn f(c: currency.Currency) { c == currency.Eur && c == currency.base }${currency}`,
    "an import can have another name": `import shop/currency as money\n\nfn f(n: Int) { money.to_eur(n) }${currency}`,
    "a list binds the module too": `import shop/currency.{to_eur}\n\nfn f(n: Int) { to_eur(currency.to_eur(n)) }${currency}`,
    "a value can have another name": `import shop/currency.{to_eur as euros}\n\nfn f(n: Int) { euros(n) }${currency}`,
    "(..) brings the type and its constructors": `import shop/currency.{Currency(..)}\n\nfn f(c: Currency) { c == Eur || c == Usd }${currency}`,
    "a capital brings the type and the constructor of that name": `import a.{Line, Volume}\n\nfn f(line: Line) { line == Line(1) && Volume == Volume }\n// file: a.lk\ntype Line { qty: Int }\n\ntype Discount { NoDiscount, Volume }\n`,
    "a capital without (..) does not bring constructors of other names": `import shop/currency.{Currency}\n\nfn f(c: Currency) { c == «LK2202 Eur» }${currency}`,
    "an unknown module": "import «LK2001 shop/currncy»\n\nfn f() { currncy.to_eur(1) }",
    "uses of an unknown module's names are no errors":
      "import «LK2001 nowhere».{a, T, U(..)}\n\nfn f(t: T) -> U { a(t, Made(nowhere.b)) }",
    "an unknown name in a list": `import shop/currency.{«LK2006 to_usd»}\n\nfn f(n: Int) { to_usd(n) }${currency}`,
    "an unknown member": `import shop/currency\n\nfn f(n: Int) { currency.«LK2204 to_usd»(n) }${currency}`,
    "a type of a module that it does not have": `import shop/currency\n\nfn f(n: currency.«LK2204 Money») { n }${currency}`,
    "a module that is not imported": "fn f(xs: List(Int)) { «LK2221 list».length(xs) }",
    "a module of the project that is not imported": `fn f(n: Int) { «LK2221 currency».to_eur(n) }${currency}`,
    "a module as a value": "import list\n\nfn f() { «LK2205 list» }",
    "one module twice":
      "import list\n«LK2005 import list.{length}»\n\nfn f(xs: List(Int)) { list.length(xs) + length(xs) }",
    "two modules of one last name":
      "import a/x\nimport b/«LK2004 x»\n\nconst n = x.n\n// file: a/x.lk\nconst n = 1\n// file: b/x.lk\nconst n = 1\n",
    "`as` tells modules of one last name apart":
      "import a/x\nimport b/x as y\n\nconst n = x.n + y.n\n// file: a/x.lk\nconst n = 1\n// file: b/x.lk\nconst n = 1\n",
    "a project's module in a folder may be called like a standard one":
      "import shop/list\n\nconst n = list.n\n// file: shop/list.lk\nconst n = 1\n",
    "a cycle of two": "import «LK2002 a»\n\nconst x = a.y\n// file: a.lk\nimport main\n\nconst y = main.x\n",
    "a module that imports itself": "import «LK2002 main»\n\nconst x = main.y\n",
    "an import that clashes with a declaration":
      "import list.{«LK2007 length»}\n\nfn length(n: Int) { n }\n\nfn f() { (length(1), list.length([1])) }",
    "two imports of one name":
      "import a.{x}\nimport b.{«LK2007 x»}\n\nconst y = (x, a.x, b.x)\n// file: a.lk\nconst x = 1\n// file: b.lk\nconst x = 1\n",
    "two imports of one record, whose type and constructor clash":
      "import a.{A}\nimport b.{«LK2007 A»}\n\nconst y = (A(1), a.A(1), b.A(1))\n// file: a.lk\ntype A { x: Int }\n// file: b.lk\ntype A { x: Int }\n",
    "two imports of one sum, whose type and constructors clash":
      "import a.{A(..)}\nimport b.{«LK2007 A(..)»}\n\nconst y = (C, a.B, b.B)\n// file: a.lk\ntype A { B, C }\n// file: b.lk\ntype A { B, C }\n",
    "an unused import": "«LK2009 import list»\n\nconst x = 1",
    "an unused name of a list": "import list.{length, «LK2009 map»}\n\nfn f(xs: List(Int)) { length(xs) }",
    "a module whose names are used is not unused":
      "import list.{length}\n\nfn f(xs: List(Int)) { length(xs) }",
    "(..) of a type without constructors": "import time.{«LK2008 Time(..)»}\n\nfn f(t: Time) { t == t }",
  });
});

test("modules named like standard ones are reported at their beginning", () => {
  const { found } = checkMarkedFile("const x = 1\n// file: list.lk\nconst y = 1\n");
  expect(found).toEqual(["LK2003 list.lk"]);
});

test("two files of one module are reported", () => {
  const { found } = checkMarkedFile("const x = 1\n// file: a.lk\nconst y = 1\n// file: a.lk\nconst z = 1\n");
  expect(found).toEqual(["LK2011 a.lk"]);
});

function checkMarkedFile(text: string): { readonly found: readonly string[] } {
  return { found: checkMarked(text).found.map(({ code, file }) => `${code} ${file}`) };
}
