import type { Span } from "../../text/index.js";

/** A YAML document with the place of everything in it: what a user would select, quotes and brackets included. */
export type Yaml = YamlScalar | YamlList | YamlMap;

interface YamlNode {
  readonly span: Span;
  /** The tag in front of it, where there is one. */
  readonly tag: Span | undefined;
  /** Where it stands by an alias: then `span` is the place of what the alias names. */
  readonly alias: Span | undefined;
}

export interface YamlScalar extends YamlNode {
  readonly kind: "scalar";
  /** The text that it has, without quotes, escapes and line folding. */
  readonly text: string;
  readonly type: ScalarType;
  /** Block: behind `|` or `>`. */
  readonly style: "plain" | "quoted" | "block";
}

export interface YamlList extends YamlNode {
  readonly kind: "list";
  readonly items: readonly Yaml[];
  readonly flow: boolean;
}

export interface YamlMap extends YamlNode {
  readonly kind: "map";
  readonly entries: readonly YamlEntry[];
  readonly flow: boolean;
}

export interface YamlEntry {
  readonly key: Yaml;
  readonly value: Yaml;
}

/** What a scalar is by YAML 1.2's core schema, in which `yes`, `no` and `on` are texts. */
export type ScalarType = "text" | "number" | "boolean" | "nothing";

/** The type of a scalar that has neither quotes nor a tag (YAML 1.2.2, section 10.3.2). */
export function plainType(text: string): ScalarType {
  if (/^(|~|null|Null|NULL)$/.test(text)) return "nothing";
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return "boolean";
  return NUMBER.test(text) ? "number" : "text";
}

const NUMBER =
  /^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/;

/** Whether a value was left out, `key:`, or is `~` or `null`. */
export function isEmpty(node: Yaml): boolean {
  return node.kind === "scalar" && node.type === "nothing";
}

/** Where a node is written: at its alias where it stands by one. */
export function placeOf(node: Yaml): Span {
  return node.alias ?? node.span;
}
