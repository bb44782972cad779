import { check } from "../../src/compile.js";
import { PROJECT } from "../../src/diagnostics/catalogue/project.js";
import { checkExternals, load, locate } from "../../src/project/index.js";
import { memoryFiles } from "../harness/memory-files.js";

/** The files of an example: each begins with a line `=== path`; `\xE9` is that byte. */
function files(example: string) {
  const parts = example.split(/^=== (.*)\n/m).slice(1);
  const found: Record<string, Uint8Array> = {};
  for (let at = 0; at < parts.length; at += 2) found[`/p/${parts[at]}`] = bytes(parts[at + 1]!);
  return memoryFiles(found);
}

function bytes(text: string): Uint8Array {
  return Buffer.concat(
    text
      .split(/(\\x[0-9A-F]{2})/)
      .map((part) => (/^\\x/.test(part) ? Buffer.from(part.slice(2), "hex") : Buffer.from(part))),
  );
}

/** Codes that a project gets, externals looked up. */
function codes(example: string): string[] {
  const system = files(example);
  const path = system.kind("/p/lk.yaml") === "file" ? "/p" : "/p/main.lk";
  const place = locate(system, "/", path);
  if (place.kind === "none") throw new Error(place.message);
  const { program: loaded, diagnostics } = load(system, "/", place);
  if (!loaded) return diagnostics.map(({ code }) => code);
  const { program, diagnostics: found } = check(loaded);
  const python = program ? checkExternals(system, loaded, program) : [];
  return [...diagnostics, ...found, ...python].map(({ code }) => code);
}

describe.each(Object.entries(PROJECT))("%s", (code, { example, repair }) => {
  test("its example gets exactly this code", () => {
    // Reading cannot tell what an import would say; the tests of `lk build --import` do.
    expect(codes(example)).toEqual([code === "LK6206" ? "LK6204" : code]);
  });

  test("its repair is right", () => {
    expect(codes(repair)).toEqual([]);
  });
});
