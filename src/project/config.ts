import { project as report } from "../diagnostics/catalogue/project.js";
import { type Diagnostic, suggestion } from "../diagnostics/index.js";
import { type SourceText, type Span, similar } from "../text/index.js";
import { FIELDS, type FieldSpec } from "./fields.js";
import { isEmpty, readYaml, type Yaml } from "./yaml.js";

/** What lk.yaml says, with its defaults filled in. */
export interface ProjectConfig {
  readonly name: string;
  readonly version: string;
  /** Folder of the modules, relative to the project. */
  readonly source: string;
  /** Path of the main module, `shop/main`. */
  readonly main: string;
  readonly python: {
    /** Folder of the Python modules, relative to the project. */
    readonly path: string;
    /** Whether lk.yaml names it: then it has to exist, and `lk check` looks up externals in it. */
    readonly named: boolean;
    readonly requirements: readonly string[];
  };
  readonly jaeger: string | undefined;
  /** Places of values, by their path (`python.path`), for messages that come later. */
  readonly spans: ReadonlyMap<string, Span>;
}

/** Reads and validates lk.yaml. The config is there only if nothing is wrong with it. */
export function readConfig(source: SourceText): {
  readonly config: ProjectConfig | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const validator = new Validator(source);
  const config = validator.run();
  return {
    config: validator.diagnostics.some((d) => d.severity === "error") ? undefined : config,
    diagnostics: validator.diagnostics,
  };
}

class Validator {
  readonly diagnostics: Diagnostic[] = [];
  private readonly source: SourceText;
  private readonly values = new Map<string, string | readonly string[]>();
  private readonly spans = new Map<string, Span>();

  constructor(source: SourceText) {
    this.source = source;
  }

  run(): ProjectConfig | undefined {
    const read = readYaml(this.source.text);
    if ("fault" in read) {
      this.diagnostics.push(report("LK6001", this.source, read.fault.span, { fault: read.fault.message }));
      return undefined;
    }
    if (read.root && !isEmpty(read.root)) this.map(read.root, "", FIELDS);
    if (!this.spans.has("name") && this.diagnostics.length === 0) {
      this.diagnostics.push(
        report("LK6004", this.source, { start: 0, end: 0 }, {}, { hint: "add a line such as `name: shop`" }),
      );
    }
    return {
      name: this.text("name", ""),
      version: this.text("version", "0.0.0"),
      source: trimmed(this.text("source", "src")),
      main: this.text("main", "main"),
      python: {
        path: trimmed(this.text("python.path", "python")),
        named: this.values.has("python.path"),
        requirements: (this.values.get("python.requirements") as readonly string[] | undefined) ?? [],
      },
      jaeger: this.values.get("jaeger") as string | undefined,
      spans: this.spans,
    };
  }

  private text(path: string, otherwise: string): string {
    return (this.values.get(path) as string | undefined) ?? otherwise;
  }

  private map(
    node: Yaml,
    path: string,
    fields: Readonly<Record<string, FieldSpec>>,
    words = "a mapping of keys to values",
  ): void {
    if (node.kind !== "map") {
      this.mismatch(path || "lk.yaml", node, words);
      return;
    }
    const seen = new Map<string, Span>();
    for (const { key, value } of node.entries) {
      const name = key.kind === "scalar" ? key.text : "";
      const at = path === "" ? name : `${path}.${name}`;
      const first = seen.get(name);
      const spec = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (first) {
        this.diagnostics.push(
          report(
            "LK6008",
            this.source,
            key.span,
            { key: at },
            { labels: [{ source: this.source, span: first, message: "first given here" }] },
          ),
        );
      } else if (!spec) {
        const near = similar(name, Object.keys(fields));
        const keys = { hint: `keys here are ${Object.keys(fields).join(", ")}` };
        const hint = suggestion(near, key.span) ?? keys;
        this.diagnostics.push(report("LK6002", this.source, key.span, { key: at }, hint));
      } else {
        seen.set(name, key.span);
        this.spans.set(at, value.span);
        this.value(value, at, spec, key.span);
      }
    }
  }

  private value(node: Yaml, path: string, spec: FieldSpec, key: Span): void {
    if (isEmpty(node) && spec.kind !== "anything") {
      this.diagnostics.push(
        report("LK6003", this.source, key, { key: path, expected: spec.words, found: "nothing" }),
      );
      return;
    }
    switch (spec.kind) {
      case "anything":
        return;
      case "map":
        this.map(node, path, spec.fields, spec.words);
        return;
      case "entries":
        if (node.kind !== "map") this.mismatch(path, node, spec.words);
        else
          for (const { key: name, value } of node.entries)
            this.value(value, `${path}.${textOf(name)}`, spec.each, name.span);
        return;
      case "texts":
        if (node.kind !== "list") this.mismatch(path, node, spec.words);
        else this.texts(node.items, path);
        return;
      case "text": {
        if (node.kind !== "scalar") {
          this.mismatch(path, node, spec.words);
          return;
        }
        const fault = spec.check?.(node.text);
        if (fault) {
          this.diagnostics.push(
            report(
              "LK6005",
              this.source,
              node.span,
              { key: path, value: node.text, rule: fault.rule },
              { hint: fault.hint },
            ),
          );
        }
        this.values.set(path, node.text);
      }
    }
  }

  private texts(items: readonly Yaml[], path: string): void {
    const texts: string[] = [];
    items.forEach((item, index) => {
      if (item.kind === "scalar" && !isEmpty(item)) texts.push(item.text);
      else this.mismatch(`${path}[${index}]`, item, "a text");
    });
    this.values.set(path, texts);
  }

  private mismatch(key: string, node: Yaml, expected: string): void {
    // A collection is marked by its first line only.
    const lineEnd = this.source.text.indexOf("\n", node.span.start);
    const end = lineEnd < 0 ? node.span.end : Math.min(node.span.end, lineEnd);
    const found = isEmpty(node) ? "nothing" : FOUND[node.kind];
    this.diagnostics.push(
      report("LK6003", this.source, { start: node.span.start, end }, { key, expected, found }),
    );
  }
}

const FOUND = { scalar: "a single value", list: "a list", map: "a mapping" } as const;

function textOf(node: Yaml): string {
  return node.kind === "scalar" ? node.text : "";
}

/** `./src/` is `src`. */
function trimmed(path: string): string {
  return path.replace(/^(\.\/+)+/, "").replace(/\/+$/, "") || ".";
}
