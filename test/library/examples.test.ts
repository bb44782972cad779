import { library } from "../../src/library";
import { expectTests } from "../emit/harness";

interface Example {
  readonly title: string;
  readonly text: string;
}

/** The examples of a module: the lines of its documentation that are indented by four blanks. */
function examplesOf(source: string): Example[] {
  const examples: Example[] = [];
  let pending: string[] = [];
  for (const line of source.split("\n")) {
    const example = /^\/\/\/ {5}(.*)$/.exec(line);
    if (example) pending.push(example[1]!);
    const declared = /^(?:fn|const) (\w+)/.exec(line);
    if (!declared) continue;
    examples.push(...pending.map((text, index) => ({ title: `${declared[1]} ${index}`, text })));
    pending = [];
  }
  return examples;
}

describe.each([...library].map(([module, source]) => ({ module, source })))(
  "$module",
  ({ module, source }) => {
    const examples = examplesOf(source);

    test("every function has an example, but what has effects", () => {
      const functions = [...source.matchAll(/^fn (\w+)/gm)].map((found) => found[1]!);
      const shown = new Set(examples.map((example) => example.title.split(" ")[0]));
      expect(functions.filter((name) => !shown.has(name))).toEqual(module === "time" ? ["now"] : []);
    });

    test("the examples hold", () => {
      if (examples.length === 0) return;
      const used = [...library.keys()].filter(
        (name) =>
          name === "string" || examples.some((example) => new RegExp(`\\b${name}\\.`).test(example.text)),
      );
      const imports = used.map((name) => `import ${name}\n`).join("");
      const tests = examples.map((example) => `test "${example.title}" {\n  ${example.text}\n}\n`);
      expectTests(imports + tests.join("\n"));
    });
  },
);
