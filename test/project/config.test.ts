import { readConfig } from "../../src/project/config.js";
import { SourceText } from "../../src/text/index.js";

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
    const { config, diagnostics } = readConfig(new SourceText("lk.yaml", text));
    expect(diagnostics).toEqual([]);
    expect(config).toMatchObject({ version: "1.2.3", source: "lib", main: "shop/main" });
    expect(config?.python).toEqual({ path: "py", named: true, requirements: ["numpy>=2", "pandas"] });
  });

  test("a mistake leaves no configuration", () => {
    expect(readConfig(new SourceText("lk.yaml", "name: shop\nsorce: src\n")).config).toBeUndefined();
    expect(readConfig(new SourceText("lk.yaml", "name: [\n")).config).toBeUndefined();
  });

  test("texts that other versions of YAML take for booleans are texts", () => {
    const { config } = readConfig(new SourceText("lk.yaml", "name: no\nsource: yes\nmain: on\n"));
    expect(config).toMatchObject({ name: "no", source: "yes", main: "on" });
  });

  test("aliases stand for what they name", () => {
    const text = "name: &n shop\nmain: *n\npython: { requirements: [*n, !!str 80] }\n";
    const { config } = readConfig(new SourceText("lk.yaml", text));
    expect(config).toMatchObject({ name: "shop", main: "shop", python: { requirements: ["shop", "80"] } });
  });
});
