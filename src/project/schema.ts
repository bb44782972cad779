import { type Data, type FieldSpec, type MapSpec, PROJECT_FILE } from "./fields.js";
import type { TextRule } from "./values.js";

/** A JSON Schema, as data. */
export interface JsonSchema {
  readonly [keyword: string]: Data | JsonSchema | undefined;
}

/**
 * The JSON Schema of lk.yaml, for editors: it takes what validation takes, as far as a schema can say it. Draft 7, the newest that every
 * editor's YAML support reads.
 */
export function projectSchema(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "lk.yaml",
    ...schemaOf(PROJECT_FILE, ""),
  };
}

/** The schema as a file's text. */
export function projectSchemaText(): string {
  return `${JSON.stringify(projectSchema(), null, 2)}\n`;
}

function schemaOf(spec: FieldSpec, path: string): JsonSchema {
  const { description, examples, otherwise } = spec;
  return {
    ...(path !== "" && { title: path }),
    description,
    ...typeOf(spec, path),
    ...(otherwise !== undefined && { default: otherwise }),
    examples,
  };
}

function typeOf(spec: FieldSpec, path: string): JsonSchema {
  switch (spec.kind) {
    case "text":
      return textOf(spec.rule);
    case "texts":
      return { type: "array", items: textOf(spec.each) };
    case "map":
      return mapOf(spec, path);
    case "entries":
      return {
        type: "object",
        propertyNames: { minLength: 1 },
        additionalProperties: schemaOf(spec.each, `${path}.NAME`),
      };
    case "object":
      return { type: "object" };
    case "anything":
      return {};
  }
}

function textOf({ pattern, most, choices, rule }: TextRule): JsonSchema {
  if (choices) return { type: "string", enum: choices };
  return {
    type: "string",
    pattern: pattern.source,
    // What VS Code and what builds on its language servers show instead of the expression.
    patternErrorMessage: rule,
    ...(most !== undefined && { maxLength: most }),
  };
}

function mapOf({ fields, required }: MapSpec, path: string): JsonSchema {
  const properties = Object.entries(fields).map(([key, field]): [string, JsonSchema] => [
    key,
    schemaOf(field, path === "" ? key : `${path}.${key}`),
  ]);
  const needed = Object.keys(required);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(needed.length > 0 && { required: needed }),
    additionalProperties: false,
  };
}
