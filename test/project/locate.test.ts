import { applyEdits } from "../../src/diagnostics/index.js";
import { type FileSystem, load, locate } from "../../src/project/index.js";
import { memoryFiles } from "../../src/project/memory.js";

const FILES = memoryFiles({
  "/home/shop/lk.yaml": "name: shop\n",
  "/home/shop/src/main.lk": "fn f() { 1 }\n",
  "/home/shop/src/deep/tax-rates.lk": "fn f() { 1 }\n",
  "/home/shop/scratch/try.lk": "fn f() { 1 }\n",
  "/home/single/hello.lk": "fn f() { 1 }\n",
  "/home/single/notes.txt": "",
  "/home/yml/lk.yml": "name: x\n",
  "/home/empty/readme.txt": "",
  "/home/open/.#main.lk": "",
  "/home/open/main.lk~": "",
});

function reasons(files: FileSystem, cwd: string, path?: string): unknown {
  const place = locate(files, cwd, path);
  return place.kind === "none" ? `${place.message}${place.hint ? ` | ${place.hint}` : ""}` : place;
}

describe("PATH", () => {
  test.each<[string, string | undefined, unknown]>([
    ["/home/shop", undefined, { kind: "project", root: "/home/shop", main: undefined }],
    ["/home/shop/src/deep", undefined, { kind: "project", root: "/home/shop", main: undefined }],
    ["/home", "shop", { kind: "project", root: "/home/shop", main: undefined }],
    ["/home", "shop/", { kind: "project", root: "/home/shop", main: undefined }],
    ["/home", "shop/lk.yaml", { kind: "project", root: "/home/shop", main: undefined }],
    ["/home", "shop/src/main.lk", { kind: "project", root: "/home/shop", main: "/home/shop/src/main.lk" }],
    ["/home/shop", "../single/hello.lk", { kind: "file", location: "/home/single/hello.lk" }],
    // What editors leave beside a file is never proposed.
    ["/home/open", "main.lk", "there is no file or folder `main.lk`"],
    [
      "/home",
      "open",
      "there is no program in `open`: no lk.yaml there or above | `lk new NAME` makes a project",
    ],
    ["/home/gone", undefined, "the current folder is gone | change to one that exists"],
    ["/home", "shp", "there is no file or folder `shp` | did you mean `shop`?"],
    [
      "/home",
      "single/helo.lk",
      "there is no file or folder `single/helo.lk` | did you mean `single/hello.lk`?",
    ],
    [
      "/home",
      "single/notes.txt",
      "`single/notes.txt` is no .lk file | name a .lk file, or the folder of a project",
    ],
    [
      "/home",
      "single",
      "there is no program in `single`: no lk.yaml there or above | name a file, such as `single/hello.lk`",
    ],
    [
      "/home/empty",
      undefined,
      "there is no program in the current folder: no lk.yaml there or above | `lk new NAME` makes a project",
    ],
    [
      "/home",
      "yml",
      "there is no program in `yml`: no lk.yaml there or above | rename `lk.yml` to `lk.yaml`",
    ],
  ])("in %s: %s", (cwd, path, expected) => {
    expect(reasons(FILES, cwd, path)).toEqual(expected);
  });
});

describe("reading a program", () => {
  test("a project's modules have the paths of their files, shown from the current folder", () => {
    const { program } = load(FILES, "/home", { kind: "project", root: "/home/shop", main: undefined });
    expect(program?.modules.map(({ path, file, source }) => [path, file, source.path])).toEqual([
      ["deep/tax_rates", "src/deep/tax-rates.lk", "shop/src/deep/tax-rates.lk"],
      ["main", "src/main.lk", "shop/src/main.lk"],
    ]);
    expect(program?.main).toBe("main");
  });

  test("a file of a project is its main module", () => {
    const { program } = load(FILES, "/home", {
      kind: "project",
      root: "/home/shop",
      main: "/home/shop/src/deep/tax-rates.lk",
    });
    expect(program?.main).toBe("deep/tax_rates");
  });

  test("a file outside of the project's source is a program of its own", () => {
    const { program } = load(FILES, "/home", {
      kind: "project",
      root: "/home/shop",
      main: "/home/shop/scratch/try.lk",
    });
    expect(program?.modules.map(({ path }) => path)).toEqual(["try"]);
  });
});

describe("what lk.yaml names and is not there", () => {
  const said = (files: Record<string, string>, main?: string) => {
    const disk = memoryFiles(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text])),
    );
    const { program, diagnostics } = load(disk, "/p", { kind: "project", root: "/p", main });
    return [
      ...diagnostics.map(
        ({ code, message, hint, fix }) => `${code} ${message} | ${hint}${fix ? " | edit" : ""}`,
      ),
      ...(program ? [`${program.main}: ${program.modules.map(({ path }) => path).join(" ")}`] : []),
    ];
  };
  const f = "fn f() { 1 }\n";

  test.each<[string, Record<string, string>, string[]]>([
    [
      "no folder of modules",
      { "lk.yaml": "name: p\n" },
      ["LK6007 The folder `src` does not exist. | write `src/main.lk`, or name another folder by `source:`"],
    ],
    [
      "a folder without modules",
      { "lk.yaml": "name: p\nsource: lib\n", "lib/notes.txt": "" },
      ["LK6007 The folder `lib` has no .lk file. | write `lib/main.lk`, or name another folder by `source:`"],
    ],
    [
      "modules in another folder",
      { "lk.yaml": "name: p\n", "source/main.lk": f, "docs/a.md": "" },
      ["LK6007 The folder `src` does not exist. | add `source: source` | edit"],
    ],
    [
      "one module, called otherwise",
      { "lk.yaml": "name: p\n", "src/shop.lk": f },
      ["LK6006 There is no module `main`: no file `src/main.lk`. | add `main: shop` | edit"],
    ],
    [
      "the main module in a folder",
      { "lk.yaml": "name: p\n", "src/shop/main.lk": f, "src/a.lk": f },
      ["LK6006 There is no module `main`: no file `src/main.lk`. | add `main: shop/main` | edit"],
    ],
    [
      "a folder of Python that is like none",
      { "lk.yaml": "name: p\npython: { path: calls }\n", "src/main.lk": f },
      ["LK6009 There is no folder `calls`. | make the folder, or leave the key out"],
    ],
  ])("%s", (_, files, expected) => {
    expect(said(files)).toEqual(expected);
  });

  test.each([
    ["name: p", { "source/main.lk": f }],
    ["# p\nname: p\n", { "main.lk": f }],
    ["name: p\nsource: lib # here\n", { "lib/mian.lk": f }],
    ["name: p\nmain: shop/mian", { "src/shop/main.lk": f, "src/a.lk": f }],
    ['name: p\npython: { path: "pyton" }\n', { "src/main.lk": f, "python/a.py": "" }],
  ])("what is offered for %j mends it", (config, files) => {
    const disk = (text: string) =>
      memoryFiles(
        Object.fromEntries(
          Object.entries({ ...files, "lk.yaml": text }).map(([path, each]) => [`/p/${path}`, each]),
        ),
      );
    const place = { kind: "project", root: "/p", main: undefined } as const;
    const [first] = load(disk(config), "/p", place).diagnostics;
    expect(load(disk(applyEdits(config, first!.fix!)), "/p", place).diagnostics).toEqual([]);
  });

  test.each([".", "./", "./.", "a//b/", "./a/./b"])(
    "modules in `source: %s` have one path each",
    (source) => {
      const folder = source.includes("a") ? "a/b/" : "";
      const files = {
        "lk.yaml": `name: p\nsource: ${source}\n`,
        [`${folder}main.lk`]: f,
        [`${folder}x.lk`]: f,
      };
      expect(said(files)).toEqual(["main: main x"]);
      expect(said(files, `/p/${folder}x.lk`)).toEqual(["x: main x"]);
    },
  );

  test("a file of a hidden folder is a program of its own", () => {
    const files = { "lk.yaml": "name: p\n", "src/main.lk": f, "src/.drafts/x.lk": f };
    expect(said(files, "/p/src/.drafts/x.lk")).toEqual(["x: x"]);
  });
});

describe("files that are no text", () => {
  const read = (bytes: Uint8Array | string) => {
    const { program, diagnostics } = load(memoryFiles({ "/a/x.lk": bytes }), "/a", {
      kind: "file",
      location: "/a/x.lk",
    });
    return {
      text: program?.modules[0]?.source.text,
      problems: diagnostics.map(({ code, message, hint }) => `${code} ${message} | ${hint}`),
    };
  };
  const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

  test("a byte order mark is left out", () => {
    expect(read("\ufeffconst a = 1\n")).toEqual({ text: "const a = 1\n", problems: [] });
  });

  test.each([
    [
      "Latin-1",
      latin('const a = "caf\xe9"\n'),
      "Byte 14 (0xE9) is no part of a UTF-8 text. | save the file as UTF-8",
    ],
    [
      "a cut character",
      latin("a\xf0\x9f\x98"),
      "Byte 1 (0xF0) is no part of a UTF-8 text. | save the file as UTF-8",
    ],
    [
      "an overlong form",
      latin("ab\xc0\x80"),
      "Byte 2 (0xC0) is no part of a UTF-8 text. | save the file as UTF-8",
    ],
    [
      "a surrogate",
      latin("\xed\xa0\x80"),
      "Byte 0 (0xED) is no part of a UTF-8 text. | save the file as UTF-8",
    ],
    [
      "UTF-16",
      latin("\xff\xfea\0"),
      "Byte 0 (0xFF) is no part of a UTF-8 text. | save the file as UTF-8; it seems to be UTF-16",
    ],
  ])("%s", (_, bytes, expected) => {
    expect(read(bytes).problems).toEqual([`LK6101 ${expected}`]);
  });

  test("an empty program is a warning", () => {
    expect(read("\ufeff// later\n").problems[0]).toMatch(/^LK6102 This file declares nothing/);
    expect(read("").text).toBe("");
  });

  test("two files of one module", () => {
    const files = memoryFiles({
      "/p/lk.yaml": "name: p\n",
      "/p/src/main.lk": "fn f() { 1 }",
      "/p/src/a-b.lk": "fn f() { 1 }",
      "/p/src/a_b.lk": "fn f() { 1 }",
    });
    const { diagnostics } = load(files, "/p", { kind: "project", root: "/p", main: undefined });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "`src/a-b.lk` and `src/a_b.lk` are both the module `a_b`.",
    ]);
  });
});
