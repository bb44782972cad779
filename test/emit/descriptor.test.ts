import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { compile } from "../../src/compile";
import schema from "../../src/emit/descriptor.schema.json";
import { program } from "../graph/harness";

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

const project = { tests: true, python: new Map<string, string>(), requirements: [] as string[] };

function built(modules: Readonly<Record<string, string>>, options = project): ReadonlyMap<string, string> {
  const { build, diagnostics } = compile(program(modules), options);
  if (!build) throw new Error(diagnostics.map((each) => each.message).join("\n"));
  return build;
}

interface Step {
  readonly step: string;
  readonly [key: string]: unknown;
}

interface Descriptor {
  readonly digest: string;
  readonly main?: string;
  readonly types: Record<
    string,
    { readonly constructors: readonly { readonly fields: readonly { readonly type: string }[] }[] }
  >;
  readonly services: Record<string, Record<string, unknown>>;
  readonly pipelines: Record<
    string,
    { readonly slots: readonly string[]; readonly parameters: number; readonly steps: readonly Step[] }
  >;
  readonly topics: Record<string, { readonly from: readonly string[] }>;
  readonly externals: Record<string, unknown>;
  readonly tests?: readonly unknown[];
}

function descriptor(modules: Readonly<Record<string, string>>, options = project): Descriptor {
  return JSON.parse(built(modules, options).get("descriptor.yaml") ?? "") as Descriptor;
}

const cases = join(__dirname, "../cases/graph");
const pages = readdirSync(cases).map((file) => {
  const source = /## Source\n\n```lk\n([\s\S]*?)```/.exec(readFileSync(join(cases, file), "utf8"))?.[1];
  return [file, source ?? ""] as const;
});

describe("the descriptor keeps to its schema and to itself", () => {
  test.each(pages)("%s", (_, source) => {
    const found = descriptor({ main: source });
    expect(validate(found) ? [] : validate.errors).toEqual([]);
    for (const [id, pipeline] of Object.entries(found.pipelines)) {
      expect([id, pipeline.slots.length]).toEqual([id, pipeline.parameters + pipeline.steps.length]);
      for (const step of pipeline.steps) {
        if (step.service) expect(found.services).toHaveProperty([step.service as string]);
        if (step.body) expect(found.pipelines).toHaveProperty([step.body as string]);
      }
    }
    const texts = Object.values(found.pipelines).flatMap((pipeline) => pipeline.slots);
    const fields = Object.values(found.types).flatMap((type) =>
      type.constructors.flatMap((each) => each.fields),
    );
    for (const text of [...texts, ...fields.map((field) => field.type)])
      for (const name of text.match(/[a-z_/]+\.[A-Z]\w*|Failure/g) ?? [])
        expect(found.types).toHaveProperty([name]);
  });
});

const shop = `import list
type Line { qty: Int, price: Int }
@env("RATES_KEY", "RATES_URL")
@external("rates.lookup")
fn lookup(currency: String) -> Float
@retry(max: 3, backoff: 200ms)
@timeout(10s)
@concurrency(4)
node rate(currency: String) -> Float { lookup(currency) }
/// What a line costs.
node price(line: Line) -> Int { line.qty * line.price }
pipeline main(lines: List(Line), currency: String) -> (List(Int), Float) {
  (list.map(lines, price), rate(currency))
}
fn fake(_currency: String) -> Float { 2.0 }
@replace(lookup: fake)
test "rates" { rate("EUR") == 2.0 }
`;

describe("what a service's entry says", () => {
  const { services, topics, externals, main } = descriptor({ main: shop });

  test("attributes, in milliseconds", () => {
    expect(services["main-rate"]).toMatchObject({
      retry: { max: 3, backoff: 200 },
      timeout: 10_000,
      concurrency: 4,
    });
  });

  test("what its externals need", () => {
    expect(services["main-rate"]).toMatchObject({
      externals: ["main.lookup"],
      environment: ["RATES_KEY", "RATES_URL"],
    });
    expect(services["main-price"]).toMatchObject({ externals: [] });
    expect(externals["main.lookup"]).toMatchObject({ python: "rates.lookup", bound: "lookup", pure: false });
  });

  test("its doc", () => {
    expect(services["main-price"]).toMatchObject({ doc: "What a line costs." });
  });

  test("who sends to it", () => {
    expect(topics).toEqual({ "main-price": { from: ["main-main"] }, "main-rate": { from: ["main-main"] } });
  });

  test("the pipeline that a run starts", () => {
    expect(main).toBe("main.main");
    expect(descriptor({ main: "pipeline only(n: Int) -> Int { n }" }).main).toBe("main.only");
    expect(
      descriptor({ main: "pipeline a(n: Int) -> Int { n }\npipeline b(n: Int) -> Int { n }" }).main,
    ).toBeUndefined();
  });
});

describe("types have an entry at their concrete arguments", () => {
  const { types } = descriptor({
    main: `import json
type Tree(a) { Leaf, Fork(left: Tree(a), item: a, right: Tree(a)) }
type Note { text: String }
type Unused { text: String }
node walk(tree: Tree(Option(Int))) -> Int { 0 }
node read(text: String) -> Bool {
  let note: Result(Note, String) = json.decode(text)
  note == Error("")
}
pipeline main(tree: Tree(Option(Int))) -> Result(Int, Failure) { attempt walk(tree) }`,
  });

  test("of slots, of what json turns, and of what those are made of", () => {
    expect(Object.keys(types)).toEqual(["Failure", "failure.Kind", "main.Note", "main.Tree(Option(Int))"]);
    expect(types["main.Tree(Option(Int))"]?.constructors[1]?.fields.map((field) => field.type)).toEqual([
      "main.Tree(Option(Int))",
      "Option(Int)",
      "main.Tree(Option(Int))",
    ]);
  });
});

describe("the digest is a function of what is built", () => {
  const digest = (modules: Record<string, string>, options = project) => descriptor(modules, options).digest;

  test("same input, same bytes", () => {
    expect([...built({ main: shop })]).toEqual([...built({ main: shop })]);
  });

  test("it changes with the program, the externals' Python and the requirements", () => {
    const others = [
      digest({ main: `${shop}// more` }),
      digest({ main: shop }, { ...project, python: new Map([["python/rates.py", "def lookup(c): ..."]]) }),
      digest({ main: shop }, { ...project, requirements: ["requests"] }),
      digest({ main: shop }, { ...project, tests: false }),
    ];
    expect(new Set([digest({ main: shop }), ...others]).size).toBe(5);
  });
});

test("without tests there are none, and no pipelines of them", () => {
  const found = descriptor({ main: shop }, { ...project, tests: false });
  expect(found.tests).toBeUndefined();
  expect(Object.keys(found.pipelines)).toEqual(["main.main", "main.main#1"]);
});

test("a step, a field and a parameter stand on a line of their own", () => {
  const lines = (built({ main: shop }).get("descriptor.yaml") ?? "").split("\n");
  expect(lines).toContain(
    '        { "step": "map", "over": 0, "body": "main.main#1", "captures": [], "line": 13 },',
  );
  expect(lines).toContain('            { "name": "qty", "python": "qty", "type": "Int" },');
  expect(lines).toContain('        { "name": "lines", "type": "List(main.Line)" },');
});
