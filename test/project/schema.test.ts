import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { dump, load as loadYaml } from "js-yaml";
import { readConfig } from "../../src/project/config.js";
import { type Data, type FieldSpec, PROJECT_FILE } from "../../src/project/fields.js";
import { load } from "../../src/project/index.js";
import { memoryFiles } from "../../src/project/memory.js";
import { projectSchema, projectSchemaText } from "../../src/project/schema.js";
import { SourceText } from "../../src/text/index.js";
import { type Chance, chance } from "../harness/chance.js";

const accepts = new Ajv({ allErrors: true, keywords: ["patternErrorMessage"] }).compile(projectSchema());
const root = join(__dirname, "../..");

/** What validation and the schema say of a text. */
function verdicts(text: string): {
  readonly validation: boolean;
  readonly schema: boolean;
  readonly said: string;
} {
  const { config, diagnostics } = readConfig(new SourceText("lk.yaml", text));
  const said = diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n");
  return { validation: config !== undefined, schema: accepts(loadYaml(text)), said };
}

test("docs/lk.schema.json is current; `npm run docs` writes it anew", () => {
  expect(readFileSync(join(root, "docs/lk.schema.json"), "utf8")).toBe(projectSchemaText());
});

test("the package has it", () => {
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { files: string[] };
  expect(files).toContain("docs/lk.schema.json");
});

/** All keys with their paths. */
function keysOf(spec: FieldSpec, path = ""): [string, FieldSpec][] {
  const own: [string, FieldSpec][] = path === "" ? [] : [[path, spec]];
  if (spec.kind === "entries") return [...own, ...keysOf(spec.each, `${path}.NAME`)];
  if (spec.kind !== "map") return own;
  return [
    ...own,
    ...Object.entries(spec.fields).flatMap(([key, field]) =>
      keysOf(field, path === "" ? key : `${path}.${key}`),
    ),
  ];
}

const keys = keysOf(PROJECT_FILE);

test.each(keys)("%s: its examples and its default are values that it takes", (path, spec) => {
  const values = [...spec.examples, ...(spec.otherwise === undefined ? [] : [spec.otherwise])];
  for (const value of values) {
    const document = path.split(".").reduceRight<Data>((inner, key) => ({ [key]: inner }), value);
    const whole = completed(PROJECT_FILE, document);
    const text = dump(whole);
    expect([text, verdicts(text)]).toEqual([text, { validation: true, schema: true, said: "" }]);
  }
});

test("docs/project.md has every key, with what holds without it", () => {
  const page = readFileSync(join(root, "docs/project.md"), "utf8");
  for (const [path, { otherwise }] of keys) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${path}\` |`));
    expect([path, row]).not.toContain(undefined);
    if (typeof otherwise === "string") expect(row).toContain(`| \`${otherwise}\` |`);
  }
});

test("the documents of docs/project.md are taken", () => {
  const page = readFileSync(join(root, "docs/project.md"), "utf8");
  const documents = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1]!);
  expect(documents.map(verdicts)).toEqual(
    documents.map(() => ({ validation: true, schema: true, said: "" })),
  );
  expect(documents.length).toBeGreaterThan(1);
});

/** A document with the keys that cannot be left out. */
function completed(spec: FieldSpec, data: Data): Data {
  if (spec.kind === "entries") return mapped(data, (_, value) => completed(spec.each, value));
  if (spec.kind !== "map") return data;
  const given = mapped(data, (key, value) => (spec.fields[key] ? completed(spec.fields[key], value) : value));
  const missing = Object.keys(spec.required).filter((key) => !Object.hasOwn(given, key));
  return { ...given, ...Object.fromEntries(missing.map((key) => [key, spec.fields[key]!.examples[0]])) };
}

function mapped(data: Data, change: (key: string, value: Data) => Data): { readonly [key: string]: Data } {
  return Object.fromEntries(
    Object.entries(data as object).map(([key, value]) => [key, change(key, value as Data)]),
  );
}

const SEED = Number(process.env.SEED ?? 20_261_126);
const ROUNDS = Number(process.env.ROUNDS ?? 2500);

describe(`generated documents (seed ${SEED})`, () => {
  test("the schema takes what validation takes, and nothing else", () => {
    const random = chance(SEED);
    const counts = { taken: 0, refused: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      let document = generated(PROJECT_FILE, random);
      for (let left = random(3); left > 0; left--) document = mutated(document, random);
      const style = { flowLevel: random(4) - 1, indent: 2 + random(3), lineWidth: random(2) === 0 ? 20 : -1 };
      const text = dump(document, style);
      const { validation, schema, said } = verdicts(text);
      if (validation !== schema)
        throw new Error(
          `${text}\nthe schema says ${schema}, validation says ${validation}: ${said}\n${JSON.stringify(accepts.errors)}`,
        );
      counts[validation ? "taken" : "refused"]++;
    }
    expect(Math.min(counts.taken, counts.refused)).toBeGreaterThan(ROUNDS / 5);
  });
});

/** Texts at the edges of what keys take, and past them. */
const texts = [
  "",
  " ",
  "a",
  "a-b",
  "-a",
  "a-",
  "A",
  "9",
  "0x1f",
  "1e3",
  ".5",
  "true",
  "no",
  "null",
  "~",
  "1.2.3",
  "1.2.3-rc.1+b",
  "v1.2.3",
  "1.2",
  "src",
  "./src",
  "../src",
  "a/../b",
  "a/..",
  "..a",
  "/src",
  "a\\b",
  ".",
  "src/",
  "a b",
  "ä/ö",
  "🛒",
  "main",
  "shop/main",
  "shop//main",
  "shop/main.lk",
  "main.report",
  "shop/main.report",
  ".report",
  "main.",
  "_x",
  "http://a",
  "https://a.b:80/c",
  "http://",
  "ftp://a",
  "http://a b",
  "kubernetes",
  "kubeless",
  "Kubernetes",
  "@daily",
  "@reboot",
  "0 3 * * *",
  "*/5 0-23 1,15 jan-DEC mon",
  "60 * * * *",
  "* * * *",
  "* * * * * *",
  "*/0 * * * *",
  "0  3 * * *",
  " 0 3 * * *",
  "two\nlines",
  "tab\there",
  "a\u0007",
  "x".repeat(40),
  "x".repeat(41),
  "x".repeat(53),
  "x".repeat(54),
  "x".repeat(63),
  "x".repeat(64),
  `${"x".repeat(39)}🛒`,
];

const others: readonly Data[] = [
  null,
  true,
  false,
  0,
  80,
  -1,
  1.5,
  1e300,
  [],
  {},
  [null],
  ["a"],
  [["a"]],
  { a: 1 },
  { "": 1 },
  [{ b: [] }],
];

function pick<Item>(items: readonly Item[], random: Chance): Item {
  return items[random(items.length)]!;
}

/** A document that is right, or nearly. */
function generated(spec: FieldSpec, random: Chance): Data {
  switch (spec.kind) {
    case "text":
      return random(16) > 0 ? (pick(spec.examples, random) as string) : pick(texts, random);
    case "texts":
      return Array.from({ length: random(3) }, () => pick(["numpy", "a>=1,<2", "x[y]", "b # c"], random));
    case "map": {
      const kept = Object.entries(spec.fields).filter(
        ([key]) => spec.required[key] !== undefined || random(2) === 0,
      );
      return Object.fromEntries(kept.map(([key, field]) => [key, generated(field, random)]));
    }
    case "entries":
      return Object.fromEntries(
        Array.from({ length: random(3) }, () => [
          pick(["nightly", "a b", "9", "ä"], random),
          generated(spec.each, random),
        ]),
      );
    default:
      return pick(spec.examples, random);
  }
}

/** The document with one change somewhere. */
function mutated(data: Data, random: Chance): Data {
  if (Array.isArray(data) && data.length > 0 && random(4) > 0) {
    const at = random(data.length);
    return data.map((item: Data, index) => (index === at ? mutated(item, random) : item));
  }
  if (typeof data === "object" && data !== null && !Array.isArray(data) && random(5) > 0) {
    const entries = Object.entries(data as { readonly [key: string]: Data });
    const at = random(entries.length + 1);
    const added = pick(["name", "path", "cron", "nmae", "", "input", "source", "values"], random);
    const [key, value] = entries[at] ?? [added, pick(texts, random)];
    const rest = entries.filter(([other]) => other !== key);
    if (at < entries.length && random(5) === 0) return Object.fromEntries(rest);
    return Object.fromEntries([...rest, [random(8) === 0 ? added : key, mutated(value, random)]]);
  }
  return random(2) === 0 ? pick(texts, random) : pick(others, random);
}

// What the schema cannot say, by name: it takes all of these.
test.each<[string, string, string]>([
  ["an editor looks at each document of a file by itself", "name: shop\n---\nname: store\n", "LK6010"],
  [
    "what `<<` is is a question of YAML, not of data",
    "name: shop\ndeploy: { values: { <<: { a: 1 } } }\n",
    "LK6012",
  ],
  ["tags are gone where data begins", "name: shop\ndeploy: { values: !!seq [] }\n", "LK6013"],
  ["a list as a key is a text where data begins", "name: shop\ndeploy: { values: { [a]: 1 } }\n", "LK6011"],
])("%s", (_, text, code) => {
  const { diagnostics } = readConfig(new SourceText("lk.yaml", text));
  expect(diagnostics.map((one) => one.code)).toEqual([code]);
  // Each of its documents, as an editor reads it.
  for (const document of text.split("---\n")) expect(accepts(readAsEditor(document))).toBe(true);
});

function readAsEditor(text: string): unknown {
  try {
    return loadYaml(text);
  } catch {
    return { name: "shop" };
  }
}

test.each<[string, Record<string, string>, string]>([
  ["that the main module is there", { "src/shop.lk": "fn f() { 1 }\n" }, "LK6006"],
  ["that the folder of the modules is there", { "lib/main.lk": "fn f() { 1 }\n" }, "LK6007"],
  [
    "that the folder of Python modules is there",
    { "src/main.lk": "fn f() { 1 }\n", "lk.yaml": "name: shop\npython: { path: py }\n" },
    "LK6009",
  ],
  [
    "that no two files are one module",
    { "src/main.lk": "fn f() { 1 }\n", "src/a-b.lk": "fn f() { 1 }\n", "src/a_b.lk": "fn f() { 1 }\n" },
    "LK6103",
  ],
])("%s takes a look at the files", (_, given, code) => {
  const files = Object.entries({ "lk.yaml": "name: shop\n", ...given }).map(([path, text]) => [
    `/shop/${path}`,
    text,
  ]);
  const { diagnostics } = load(memoryFiles(Object.fromEntries(files)), "/shop", {
    kind: "project",
    root: "/shop",
    main: undefined,
  });
  expect(diagnostics.map((one) => one.code)).toEqual([code]);
  expect(accepts(loadYaml(given["lk.yaml"] ?? "name: shop\n"))).toBe(true);
});
