import { similar } from "../text/index.js";

/** What a key of lk.yaml may hold. To add a key, add it here and to `ProjectConfig`. */
export type FieldSpec =
  | { readonly kind: "text"; readonly words: string; readonly check?: (text: string) => Fault | undefined }
  | { readonly kind: "texts"; readonly words: string }
  | { readonly kind: "map"; readonly words: string; readonly fields: Readonly<Record<string, FieldSpec>> }
  /** Keys of the user's choice. */
  | { readonly kind: "entries"; readonly words: string; readonly each: FieldSpec }
  | { readonly kind: "anything"; readonly words: string };

export interface Fault {
  /** Completes "… is no value for `name`: ". */
  readonly rule: string;
  readonly hint: string | undefined;
}

const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** Whether a project may be called so: it becomes the name of the release, of streams and of Kubernetes objects. */
export function isProjectName(text: string): boolean {
  return NAME.test(text) && text.length <= 40;
}

/** The nearest valid project name, for a hint. */
export function projectName(text: string): string {
  const name = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return name || "program";
}

const text = (check?: (text: string) => Fault | undefined): FieldSpec => ({
  kind: "text",
  words: "a text",
  ...(check && { check }),
});

function name(value: string): Fault | undefined {
  if (isProjectName(value)) return undefined;
  const rule = "it has small letters, digits and `-`, begins with a letter, and is at most 40 long";
  return { rule, hint: `for example \`${projectName(value)}\`` };
}

function version(value: string): Fault | undefined {
  if (/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(value)) return undefined;
  const parts = /^v?(\d+)(?:\.(\d+))?$/.exec(value);
  return {
    rule: "it has three numbers, as in semantic versioning",
    hint: parts ? `write \`${parts[1]}.${parts[2] ?? 0}.0\`` : "for example `0.1.0`",
  };
}

function folder(value: string): Fault | undefined {
  if (value.startsWith("/") || value.split("/").includes("..")) {
    return { rule: "it is a folder within the project", hint: "give its path from the folder of lk.yaml" };
  }
  return undefined;
}

function module(value: string): Fault | undefined {
  if (/^[a-z_][A-Za-z0-9_]*(\/[a-z_][A-Za-z0-9_]*)*$/.test(value)) return undefined;
  const path = value
    .replace(/\.lk$/, "")
    .replace(/^src\//, "")
    .replaceAll(".", "/")
    .replaceAll("-", "_");
  return {
    rule: "it is a module, such as `main` or `shop/main`",
    hint: path === value ? undefined : `write \`${path}\``,
  };
}

function url(value: string): Fault | undefined {
  if (/^https?:\/\/[^\s/]/.test(value)) return undefined;
  return {
    rule: "it is a URL that begins with http:// or https://",
    hint: `for example \`http://${value.replace(/^\w*:?\/*/, "") || "localhost:16686"}\``,
  };
}

function oneOf(...choices: readonly string[]): (value: string) => Fault | undefined {
  return (value) => {
    if (choices.includes(value)) return undefined;
    const near = similar(value, choices);
    return {
      rule: `it is ${choices.map((choice) => `\`${choice}\``).join(" or ")}`,
      hint: near && `did you mean \`${near}\`?`,
    };
  };
}

/** The keys of lk.yaml. */
export const FIELDS: Readonly<Record<string, FieldSpec>> = {
  name: text(name),
  version: text(version),
  source: text(folder),
  main: text(module),
  python: {
    kind: "map",
    words: "a mapping with `path` and `requirements`",
    fields: { path: text(folder), requirements: { kind: "texts", words: "a list of requirements" } },
  },
  jaeger: text(url),
  schedules: {
    kind: "entries",
    words: "a mapping of names to schedules",
    each: {
      kind: "map",
      words: "a mapping with `cron`, `pipeline` and `input`",
      fields: { cron: text(), pipeline: text(), input: { kind: "anything", words: "an object" } },
    },
  },
  deploy: {
    kind: "map",
    words: "a mapping with `target`, `namespace`, `release` and `values`",
    fields: {
      target: text(oneOf("kubernetes", "kubeless")),
      namespace: text(),
      release: text(),
      values: { kind: "anything", words: "values of the chart, or files that have them" },
    },
  },
};
