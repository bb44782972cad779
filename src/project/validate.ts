import { project as report } from "../diagnostics/catalogue/project.js";
import { type Diagnostic, type Edit, type Extras, replace, suggestion } from "../diagnostics/index.js";
import { type SourceText, type Span, similar } from "../text/index.js";
import { type FieldSpec, type Fields, type MapSpec, PROJECT_FILE, wordsOf } from "./fields.js";
import { flow } from "./flow.js";
import { obeys, type TextRule } from "./values.js";
import { checkPlain, entriesOf, hasMerge } from "./yaml/plain.js";
import { isEmpty, placeOf, type Yaml, type YamlList, type YamlMap, type YamlScalar } from "./yaml/tree.js";

/** What validation found in a document. */
export interface Validated {
  /** Texts and lists of texts by the path of their key, `python.path`. */
  readonly values: ReadonlyMap<string, string | readonly string[]>;
  /** Places of values, by the same paths. */
  readonly spans: ReadonlyMap<string, Span>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Validates the document of an lk.yaml against `fields.ts`.
 * @param name a name for the project, in the hint where it has none
 */
export function validate(root: Yaml, source: SourceText, name: string): Validated {
  const validator = new Validator(source, name);
  validator.diagnostics.push(...checkPlain(root, source));
  validator.project(root);
  return validator;
}

/** A value as the validator comes to it. */
interface At {
  readonly node: Yaml;
  /** `python.path`; empty for the whole. */
  readonly path: string;
  readonly key: Span | undefined;
  /** The alias through which it is reached, if any, and the path that the alias stands at. */
  readonly via: { readonly span: Span; readonly path: string } | undefined;
}

class Validator implements Validated {
  readonly diagnostics: Diagnostic[] = [];
  readonly values = new Map<string, string | readonly string[]>();
  readonly spans = new Map<string, Span>();
  private readonly source: SourceText;
  private readonly name: string;

  constructor(source: SourceText, name: string) {
    this.source = source;
    this.name = name;
  }

  project(root: Yaml): void {
    if (root.kind === "map") this.map({ node: root, path: "", key: undefined, via: undefined }, PROJECT_FILE);
    else this.noMapping(root);
  }

  private value(at: At, spec: FieldSpec): void {
    const { node } = at;
    if (isEmpty(node) && spec.kind !== "anything") {
      this.empty(at, spec);
      return;
    }
    switch (spec.kind) {
      case "text":
        if (node.kind === "scalar") this.text({ ...at, node }, spec.rule);
        else this.mismatch(at, spec);
        return;
      case "texts":
        if (node.kind === "list") this.texts({ ...at, node }, spec.each);
        else this.mismatch(at, spec);
        return;
      case "map":
        if (node.kind === "map") this.map({ ...at, node }, spec);
        else this.mismatch(at, spec);
        return;
      case "entries":
        if (node.kind !== "map") this.mismatch(at, spec);
        else
          for (const [key, entry] of entriesOf(node).entries) {
            const below = this.below(at, key, entry);
            if (key === "")
              this.add("LK6011", entry.key.span, { found: "an empty one" }, below, {
                hint: "write a name before the `:`",
              });
            else this.value(below, spec.each);
          }
        return;
      case "object":
        if (node.kind !== "map") this.mismatch(at, spec);
        return;
      case "anything":
        return;
    }
  }

  private map(at: At & { readonly node: YamlMap }, spec: MapSpec): void {
    const { node, path } = at;
    const { entries } = entriesOf(node);
    const meant = new Set<string>();
    for (const [key, entry] of entries) {
      const field = Object.hasOwn(spec.fields, key) ? spec.fields[key] : undefined;
      const below = this.below(at, key, entry);
      if (!field) {
        const { extras, name } = unknownKey(key, entry.key.span, spec.fields, path, entries);
        if (name !== undefined) meant.add(name);
        this.add("LK6002", entry.key.span, { key: below.path }, below, extras);
        continue;
      }
      this.spans.set(below.path, placeOf(entry.value));
      this.value(below, field);
    }
    if (hasMerge(node)) return;
    for (const [key, why] of Object.entries(spec.required)) {
      if (!entries.has(key) && !meant.has(key)) this.missing(at, key, why, spec);
    }
  }

  private below(at: At, key: string, entry: { readonly key: Yaml; readonly value: Yaml }): At {
    const path = at.path === "" ? key : `${at.path}.${key}`;
    const via = at.node.alias ? { span: at.node.alias, path: at.path } : at.via;
    return { node: entry.value, path, key: entry.key.span, via };
  }

  private missing(at: At & { readonly node: YamlMap }, key: string, why: string, spec: MapSpec): void {
    const { node, path } = at;
    const value = path === "" ? this.name : flow(spec.fields[key]!.examples[0]);
    const first = node.entries[0]?.key.span.start;
    const start = at.key ?? { start: first ?? node.span.start, end: first ?? node.span.start };
    const fix = at.node.alias ? undefined : [insertEntry(this.source, node, `${key}: ${value}`)];
    this.add("LK6004", start, { key, why }, at, { hint: `add \`${key}: ${value}\``, fix });
  }

  /** A document that is a list or a single text. */
  private noMapping(root: Exclude<Yaml, YamlMap>): void {
    const written = this.source.text.slice(root.span.start, root.span.end);
    const line = /^([A-Za-z_]+)(?::|[ \t]*=|)[ \t]*(\S[^\r\n]*)$/.exec(written);
    const mended =
      line && Object.hasOwn(PROJECT_FILE.fields, line[1]!) ? `${line[1]}: ${line[2]}` : undefined;
    const extras: Extras =
      mended === undefined
        ? { hint: `begin with \`name: ${this.name}\`` }
        : { hint: `write \`${mended}\``, fix: [replace(root.span, mended)] };
    const holes = { key: "lk.yaml", expected: PROJECT_FILE.words, found: foundIn(root) };
    this.diagnostics.push(report("LK6003", this.source, firstLine(root.span, this.source), holes, extras));
  }

  private empty(at: At, spec: FieldSpec): void {
    const place = placeOf(at.node);
    const span = place.end > place.start ? place : (at.key ?? place);
    const required = /^(name|schedules\..*\.(cron|pipeline))$/.test(at.path);
    const example = `\`${lastOf(at.path)}: ${flow(spec.examples[0])}\``;
    const hint =
      required || at.path.endsWith("]")
        ? `write a value, as in ${example}`
        : `write a value, as in ${example}, or leave the key out`;
    this.add("LK6003", span, { key: at.path, expected: wordsOf(spec), found: "nothing" }, at, { hint });
  }

  private text(at: At & { readonly node: YamlScalar }, rule: TextRule): string | undefined {
    const { node, path } = at;
    const place = placeOf(node);
    if (!obeys(rule, node.text)) {
      const holes = { key: path, value: shown(node.text), rule: rule.rule };
      this.add("LK6005", place, holes, at, mended(node, place, rule));
      return undefined;
    }
    if (node.type !== "text") {
      const quoted = `"${node.text}"`;
      const extras = { hint: `put it between quotes, \`${quoted}\``, fix: [replace(place, quoted)] };
      this.add("LK6003", place, { key: path, expected: "a text", found: foundIn(node) }, at, extras);
      return undefined;
    }
    this.values.set(path, node.text);
    return node.text;
  }

  private texts(at: At & { readonly node: YamlList }, rule: TextRule): void {
    const texts: string[] = [];
    at.node.items.forEach((node, index) => {
      const path = `${at.path}[${index}]`;
      const via = at.node.alias ? { span: at.node.alias, path: at.path } : at.via;
      const below = { path, key: undefined, via };
      if (node.kind !== "scalar" || isEmpty(node)) {
        const holes = { key: path, expected: "a text", found: foundIn(node) };
        this.add(
          "LK6003",
          firstLine(placeOf(node), this.source),
          holes,
          { ...below, node },
          entryHint(node, this.source),
        );
        return;
      }
      const text = this.text({ ...below, node }, rule);
      if (text !== undefined) texts.push(text);
      this.values.delete(path);
    });
    this.values.set(at.path, texts);
  }

  private mismatch(at: At, spec: FieldSpec): void {
    const { node, path } = at;
    const holes = { key: path, expected: wordsOf(spec), found: foundIn(node) };
    const extras = this.converted(node, spec) ?? {
      hint: `write it as in \`${lastOf(path)}: ${flow(spec.examples[0])}\``,
    };
    this.add("LK6003", firstLine(placeOf(node), this.source), holes, at, extras);
  }

  /** What was given in another form: `[shop]` for `shop`, `numpy` for `[numpy]`, `python: lib` for its path. */
  private converted(node: Yaml, spec: FieldSpec): Extras | undefined {
    let value: string | undefined;
    if (spec.kind === "text" && node.kind === "list" && node.items.length === 1) {
      const only = node.items[0]!;
      if (only.kind === "scalar" && obeys(spec.rule, only.text)) value = flow(only.text);
    } else if (spec.kind === "texts" && node.kind === "scalar" && obeys(spec.each, node.text)) {
      value = flow([node.text]);
    } else if (spec.kind === "map" && node.kind === "scalar") {
      const [key, field] = Object.entries(spec.fields)[0]!;
      if (field.kind === "text" && obeys(field.rule, node.text)) value = flow({ [key]: node.text });
    }
    return value === undefined
      ? undefined
      : { hint: `write \`${value}\``, fix: [replace(placeOf(node), value)] };
  }

  private add<Code extends Parameters<typeof report>[0]>(
    code: Code,
    span: Span,
    holes: Parameters<typeof report<Code>>[3],
    { via, node }: Pick<At, "via" | "node">,
    extras: Extras | undefined,
  ): void {
    const labels: { source: SourceText; span: Span; message: string }[] = [];
    if (via) labels.push({ source: this.source, span: via.span, message: `and so in \`${via.path}\`` });
    else if (node.alias && span.start === node.alias.start)
      labels.push({
        source: this.source,
        span: firstLine(node.span, this.source),
        message: "it stands for this",
      });
    this.diagnostics.push(report(code, this.source, span, holes, { labels, ...extras }));
  }
}

/** Names that other tools have for keys. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["src", "source"],
  ["root", "source"],
  ["entry", "main"],
  ["entrypoint", "main"],
  ["module", "main"],
  ["project", "name"],
  ["title", "name"],
  ["dependencies", "python"],
  ["packages", "python"],
  ["pip", "python"],
  ["tracing", "jaeger"],
  ["cron", "schedules"],
]);

/** The path of the mapping in which a key stands, where that is one and the key has no free choice above. */
function homeOf(key: string): string | undefined {
  if (Object.hasOwn(PROJECT_FILE.fields, key)) return "";
  const homes = Object.entries(PROJECT_FILE.fields).filter(
    ([, spec]) => spec.kind === "map" && Object.hasOwn(spec.fields, key),
  );
  return homes.length === 1 ? homes[0]![0] : undefined;
}

/** What to do about a key that does not exist, and the key that was meant where that is told. */
function unknownKey(
  key: string,
  span: Span,
  fields: Fields,
  path: string,
  given: ReadonlyMap<string, unknown>,
): { readonly extras: Extras | undefined; readonly name?: string } {
  const home = homeOf(key);
  if (home !== undefined && home !== path) {
    return {
      extras: {
        hint: home === "" ? `\`${key}\` stands at the top of lk.yaml` : `\`${key}\` stands below \`${home}\``,
      },
    };
  }
  const names = Object.keys(fields);
  const near = similar(
    key,
    names.filter((name) => !given.has(name)),
  );
  if (near !== undefined) return { extras: suggestion(near, span), name: near };
  const synonym = path === "" ? SYNONYMS.get(key.toLowerCase()) : undefined;
  if (synonym !== undefined && !given.has(synonym))
    return { extras: { hint: `it is called \`${synonym}\` here` }, name: synonym };
  return { extras: { hint: `keys here are ${names.map((name) => `\`${name}\``).join(", ")}` } };
}

function mended(node: YamlScalar, place: Span, rule: TextRule): Extras {
  if (node.style === "block" && obeys(rule, node.text.trim())) {
    return {
      hint: `write \`${flow(node.text.trim())}\` on the line of the key: a text below \`|\` or \`>\` ends with a line break`,
    };
  }
  const mend = rule.mend(node.text);
  const fix: Edit[] | undefined =
    mend.value === undefined || node.style === "block" ? undefined : [replace(place, flow(mend.value))];
  return { hint: mend.hint, fix };
}

/** An entry of a list of texts that was taken for a mapping or left out. */
function entryHint(node: Yaml, source: SourceText): Extras {
  if (node.kind === "map" && !node.flow && !node.alias) {
    const written = source.text.slice(node.span.start, node.span.end);
    if (!/[\r\n"\\]/.test(written))
      return { hint: `put it between quotes, \`"${written}"\``, fix: [replace(node.span, `"${written}"`)] };
  }
  return { hint: isEmpty(node) ? "write a text, or leave the entry out" : "write a text" };
}

/** The edit that puts an entry before those of a mapping. */
function insertEntry(source: SourceText, map: YamlMap, entry: string): Edit {
  const first = map.entries[0]?.key.span.start;
  if (map.flow) {
    const at = map.span.start + 1;
    return {
      span: { start: at, end: at },
      text: map.entries.length > 0 ? `${/\s/.test(source.text[at]!) ? " " : ""}${entry},` : ` ${entry} `,
    };
  }
  const at = map.span.start;
  const indent = source.text.slice(source.text.lastIndexOf("\n", at - 1) + 1, at).replace(/[^ \ufeff]/g, " ");
  return {
    span: { start: first === undefined ? at : at, end: at },
    text: `${entry}\n${indent.replace("\ufeff", "")}`,
  };
}

/** A collection is marked by its first line only. */
function firstLine({ start, end }: Span, source: SourceText): Span {
  const line = source.text.slice(start, end).search(/[\r\n]/);
  return { start, end: line < 0 ? end : start + line };
}

function foundIn(node: Yaml): string {
  if (node.kind === "list") return "a list";
  if (node.kind === "map") return "a mapping";
  return FOUND[node.type];
}

const FOUND = { text: "a text", number: "a number", boolean: "a boolean", nothing: "nothing" } as const;

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).replace(/\[\d+\]$/, "");
}

/** A value within a sentence: on one line, and not too long. */
function shown(text: string): string {
  if (text === "") return "An empty text";
  const line = text.replace(/\r?\n/g, "\\n").replace(/\p{Cc}/gu, "\ufffd");
  const short = [...line].length > 60 ? `${[...line].slice(0, 59).join("")}…` : line;
  return `\`${short}\``;
}
