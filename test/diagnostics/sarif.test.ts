import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { allEntries, type Diagnostic, renderSarif } from "../../src/diagnostics/index.js";
import { SourceText } from "../../src/text/index.js";
import { checkMarked } from "../harness/marked.js";

const schema = JSON.parse(readFileSync(join(__dirname, "../fixtures/sarif-schema-2.1.0.json"), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
ajv.addFormat("uri", (text: string) => /^[a-z][a-z0-9+.-]*:/i.test(text) && uriCharacters.test(text));
ajv.addFormat("uri-reference", (text: string) => uriCharacters.test(text));
ajv.addFormat("date-time", (text: string) => !Number.isNaN(Date.parse(text)));
const uriCharacters = /^([A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-F]{2})*$/;
const validate = ajv.compile(schema);

const options = { version: "0.1.0", root: "/home/a b", fileOf: (path: string) => path };

/** The one run of a log, which has to fit the schema. */
function run(diagnostics: readonly Diagnostic[]) {
  const log = JSON.parse(renderSarif(diagnostics, options));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0];
}

/** A diagnostic of every code, as its example gets it. */
const examples = Object.values(allEntries).flatMap(({ example }) =>
  example.startsWith("===") ? [] : checkMarked(example).diagnostics,
);

test("the schema is the official one, and refuses what does not fit", () => {
  expect(schema.$id).toContain("oasis-tcs/sarif-spec");
  expect(validate({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false);
  expect(validate({ version: "2.1.0", runs: [], extra: 1 })).toBe(false);
});

test("nothing wrong is a run without results", () => {
  expect(run([])).toMatchObject({ results: [], columnKind: "unicodeCodePoints" });
});

test("every message of the catalogue fits the schema, with a rule each", () => {
  const { tool, results } = run(examples);
  const { rules } = tool.driver;
  expect(rules.length).toBeGreaterThan(100);
  for (const { ruleId, ruleIndex, level } of results) {
    expect(rules[ruleIndex].id).toBe(ruleId);
    expect(rules[ruleIndex].defaultConfiguration.level).toBe(level);
  }
  for (const rule of rules) {
    expect(rule).toMatchObject({
      name: expect.stringMatching(/^[A-Z][A-Za-z0-9]+$/),
      shortDescription: { text: expect.stringMatching(/\S/) },
      fullDescription: { text: expect.stringMatching(/\S/) },
      help: { text: expect.stringMatching(/\S/), markdown: expect.stringContaining("```lk\n") },
    });
  }
});

test("regions count code points from 1 and end before their end", () => {
  const { diagnostics } = checkMarked('fn f() {\n  "👍🏽e\u0301" ++ unknown\n}');
  expect(run(diagnostics).results[0].locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: "main.lk", uriBaseId: "%SRCROOT%" },
        region: { startLine: 2, startColumn: 13, endLine: 2, endColumn: 20 },
      },
    },
  ]);
});

test("labels are related locations, each with its message", () => {
  const { diagnostics } = checkMarked("fn f(a: Int,\n  a: Int) -> Int { a }");
  const result = run(diagnostics).results.find(({ ruleId }: { ruleId: string }) => ruleId === "LK1046");
  expect(result.relatedLocations).toEqual([
    {
      id: 0,
      physicalLocation: {
        artifactLocation: { uri: "main.lk", uriBaseId: "%SRCROOT%" },
        region: { startLine: 1, startColumn: 6, endLine: 1, endColumn: 7 },
      },
      message: { text: "The first one is here." },
    },
  ]);
});

test("edits are fixes", () => {
  const source = new SourceText("main.lk", "fn area(width) { widht }");
  const span = { start: 17, end: 22 };
  const [near] = checkMarked(source.text).diagnostics;
  const fixed: Diagnostic = {
    ...near!,
    source,
    span,
    hint: "did you mean `width`?",
    fix: [{ span, text: "width" }],
  };
  expect(run([fixed]).results[0].fixes).toEqual([
    {
      description: { text: "Did you mean `width`?" },
      artifactChanges: [
        {
          artifactLocation: { uri: "main.lk", uriBaseId: "%SRCROOT%" },
          replacements: [
            {
              deletedRegion: { startLine: 1, startColumn: 18, endLine: 1, endColumn: 23 },
              insertedContent: { text: "width" },
            },
          ],
        },
      ],
    },
  ]);
});

test.each([
  ["a b/ü 😀#?.lk", { uri: "a%20b/%C3%BC%20%F0%9F%98%80%23%3F.lk", uriBaseId: "%SRCROOT%" }],
  ["../out.lk", { uri: "../out.lk", uriBaseId: "%SRCROOT%" }],
  ["/else where/x.lk", { uri: "file:///else%20where/x.lk" }],
  ["<stdin>", { uri: "%3Cstdin%3E", uriBaseId: "%SRCROOT%" }],
  ["100%.lk", { uri: "100%25.lk", uriBaseId: "%SRCROOT%" }],
])("the path %s as a URI", (path, artifact) => {
  const [one] = checkMarked("const a = b").diagnostics;
  const moved = { ...one!, source: new SourceText(path, "const a = b") };
  const { results, originalUriBaseIds } = run([moved]);
  expect(results[0].locations[0].physicalLocation.artifactLocation).toEqual(artifact);
  expect(originalUriBaseIds).toEqual({ "%SRCROOT%": { uri: "file:///home/a%20b/" } });
});
