import { readConfig } from "../../src/project/config.js";
import { SourceText } from "../../src/text/index.js";

/** `LK6002 3:1 hint` of each diagnostic. */
function problems(text: string): string[] {
  const source = new SourceText("lk.yaml", text);
  return readConfig(source).diagnostics.map(({ code, span, message, hint }) => {
    const { line, column } = source.position(span.start);
    return `${code} ${line}:${column} ${message}${hint ? ` | ${hint}` : ""}`;
  });
}

describe("lk.yaml", () => {
  test("fills in what is left out", () => {
    const { config, diagnostics } = readConfig(new SourceText("lk.yaml", "name: shop\n"));
    expect(diagnostics).toEqual([]);
    expect(config).toMatchObject({
      name: "shop",
      version: "0.0.0",
      source: "src",
      main: "main",
      jaeger: undefined,
    });
    expect(config?.python).toEqual({ path: "python", named: false, requirements: [] });
  });

  test("reads everything", () => {
    const text = `name: shop
version: "1.2.3"
source: ./lib/
main: shop/main
python:
  path: py
  requirements: [numpy>=2, pandas]
jaeger: http://localhost:16686/jaeger
schedules:
  nightly: { cron: "0 3 * * *", pipeline: main.night, input: { day: today } }
deploy:
  target: kubernetes
  namespace: shops
  values: { replicas: 2 }
`;
    expect(problems(text)).toEqual([]);
    const { config } = readConfig(new SourceText("lk.yaml", text));
    expect(config).toMatchObject({ version: "1.2.3", source: "lib", main: "shop/main" });
    expect(config?.python).toEqual({ path: "py", named: true, requirements: ["numpy>=2", "pandas"] });
  });

  test.each([
    ["", ["LK6004 1:1 A project has a name, and `name:` is missing here. | add a line such as `name: shop`"]],
    [
      "# nothing\n",
      ["LK6004 1:1 A project has a name, and `name:` is missing here. | add a line such as `name: shop`"],
    ],
    ["- shop\n", ["LK6003 1:1 `lk.yaml` takes a mapping of keys to values, but here is a list."]],
    ["name: shop\nsorce: src\n", ["LK6002 2:1 There is no key `sorce` in lk.yaml. | did you mean `source`?"]],
    [
      "name: shop\npython:\n  pth: x\n",
      ["LK6002 3:3 There is no key `python.pth` in lk.yaml. | did you mean `path`?"],
    ],
    ["name: shop\nname: store\n", ["LK6008 2:1 `name` is given twice."]],
    ["name: shop\nsource:\n", ["LK6003 2:1 `source` takes a text, but here is nothing."]],
    ["name: [shop]\n", ["LK6003 1:7 `name` takes a text, but here is a list."]],
    [
      "name: shop\npython: lib\n",
      ["LK6003 2:9 `python` takes a mapping with `path` and `requirements`, but here is a single value."],
    ],
    [
      "name: shop\npython:\n  requirements:\n    - a: b\n",
      ["LK6003 4:7 `python.requirements[0]` takes a text, but here is a mapping."],
    ],
    [
      "name: shop\nsource: ../other\n",
      [
        "LK6005 2:9 `../other` is no value for `source`: it is a folder within the project. | give its path from the folder of lk.yaml",
      ],
    ],
    [
      "name: shop\nversion: 1\n",
      [
        "LK6005 2:10 `1` is no value for `version`: it has three numbers, as in semantic versioning. | write `1.0.0`",
      ],
    ],
    [
      "name: shop\ndeploy: {target: kubernets}\n",
      [
        "LK6005 2:18 `kubernets` is no value for `deploy.target`: it is `kubernetes` or `kubeless`. | did you mean `kubernetes`?",
      ],
    ],
  ])("%j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test("a text that is no YAML says where", () => {
    expect(problems("name: shop\nmain: [a,\nversion: 1.0.0\n")[0]).toMatch(
      /^LK6001 \d+:\d+ This is no YAML: /,
    );
    expect(problems("name: a: b\n")[0]).toMatch(/^LK6001 1:/);
  });
});
