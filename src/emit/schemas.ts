import type { Service } from "../graph/index.js";
import { type Declarations, typeText } from "../tree/index.js";
import type { ConstructorDefinition, Type } from "../types/typed.js";
import { layOut, oneLine } from "./layout.js";

type Schema = Record<string, unknown> | boolean;

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** JSON Schemas (2020-12) of the wire form of what a service takes, an object with its parameters, and of what it gives. */
export function emitSchemas(
  service: Service,
  declarations: Declarations,
): { readonly input: string; readonly output: string } {
  const { parameters, result, doc } = service.function;
  const input = new SchemaWriter(declarations);
  const fields = parameters.map(({ name, type }) => ({ name, type, doc: undefined }));
  const output = new SchemaWriter(declarations);
  return {
    input: input.document(`Input of ${service.name}`, doc, input.object(fields)),
    output: output.document(`Result of ${service.name}`, undefined, output.schema(result)),
  };
}

/** Writes the schemas of one document; records and sums are referred to, so that they may be recursive. */
class SchemaWriter {
  private readonly definitions = new Map<string, Schema>();
  /** What is referred to and not written yet: not at once, so that a long way of types through each other takes no stack. */
  private readonly referred: (Type & { kind: "named" })[] = [];

  constructor(private readonly declarations: Declarations) {}

  document(title: string, description: string | undefined, schema: Schema): string {
    for (let next = this.referred.pop(); next; next = this.referred.pop()) this.define(next);
    const root = schema === true ? {} : schema;
    const texts = [...this.definitions.keys()].sort();
    const defs =
      texts.length === 0
        ? undefined
        : Object.fromEntries(texts.map((text) => [text, this.definitions.get(text)]));
    return layOut({ $schema: DIALECT, title, description, ...(root as object), $defs: defs });
  }

  schema(type: Type): Schema {
    if (type.kind === "tuple") return this.tuple(type.items);
    if (type.kind !== "named") throw new Error(`${typeText(type)} is no data`);
    const { module, name } = type.name;
    const [first, second] = type.arguments;
    const own = module === "" || (module === "time" && name === "Time");
    if (own) {
      switch (name) {
        case "List":
          return { type: "array", items: this.schema(first!) };
        case "Dict":
          return this.dict(first!, second!);
        case "Option":
          return this.option(first!);
        case "Result":
          return this.variants(this.declarations.constructors(type));
        default:
          if (Object.hasOwn(plain, name)) return plain[name]!;
      }
    }
    return this.reference(type);
  }

  /** An object with those fields and no other. */
  object(fields: ConstructorDefinition["fields"], tag?: string): Record<string, unknown> {
    const tagged = tag === undefined ? {} : { type: oneLine({ const: tag }) };
    const properties = Object.fromEntries(fields.map((field) => [field.name, this.field(field)]));
    const required = fields.filter((field) => !mayBeMissing(field.type)).map((field) => field.name);
    const all = tag === undefined ? required : ["type", ...required];
    return {
      type: "object",
      properties: { ...tagged, ...properties },
      required: all.length > 0 ? oneLine(all) : undefined,
      additionalProperties: false,
    };
  }

  private field({ type, doc }: ConstructorDefinition["fields"][number]): unknown {
    const schema = this.schema(type);
    return oneLine(
      doc === undefined ? schema : { description: doc, ...(schema === true ? {} : (schema as object)) },
    );
  }

  private tuple(items: readonly Type[]): Schema {
    if (items.length === 0) return { type: "null" };
    const { length } = items;
    const prefixItems = items.map((item) => this.schema(item));
    return { type: "array", prefixItems, items: false, minItems: length, maxItems: length };
  }

  private dict(key: Type, value: Type): Schema {
    const values = this.schema(value);
    if (typeText(key) === "String") return { type: "object", additionalProperties: values };
    const constructors = this.declarations.constructors(key);
    const isSum = key.kind === "named" && this.declarations.definition(key.name)?.form === "sum";
    if (isSum && constructors.every((each) => each.fields.length === 0)) {
      const propertyNames = { enum: constructors.map((each) => each.name) };
      return { type: "object", propertyNames, additionalProperties: values };
    }
    return { type: "array", items: this.tuple([key, value]) };
  }

  private option(value: Type): Schema {
    if (!mayBeMissing(value) && typeText(value) !== "()")
      return { anyOf: [this.schema(value), { type: "null" }] };
    const some = { name: "Some", fields: [{ name: "value", type: value, doc: undefined }], doc: undefined };
    return this.variants([{ name: "None", fields: [], doc: undefined }, some]);
  }

  private reference(type: Type & { kind: "named" }): Schema {
    const text = typeText(type);
    if (!this.definitions.has(text)) {
      this.definitions.set(text, true);
      this.referred.push(type);
    }
    return { $ref: `#/$defs/${encodeURIComponent(text.replaceAll("~", "~0").replaceAll("/", "~1"))}` };
  }

  private define(type: Type & { kind: "named" }): void {
    const definition = this.declarations.definition(type.name);
    const constructors = this.declarations.constructors(type);
    const schema =
      definition?.form === "record" && constructors[0]
        ? this.object(constructors[0].fields)
        : this.variants(constructors);
    this.definitions.set(typeText(type), { description: definition?.doc, ...schema });
  }

  private variants(constructors: readonly ConstructorDefinition[]): Record<string, unknown> {
    const bare = (each: ConstructorDefinition) => oneLine({ description: each.doc, const: each.name });
    const full = (each: ConstructorDefinition) => ({
      description: each.doc,
      ...this.object(each.fields, each.name),
    });
    return { oneOf: constructors.map((each) => (each.fields.length === 0 ? bare(each) : full(each))) };
  }
}

const plain: Readonly<Record<string, Schema>> = {
  Int: { anyOf: [{ type: "integer" }, { type: "string", pattern: "^-?(0|[1-9][0-9]*)$" }] },
  Float: { anyOf: [{ type: "number" }, { enum: ["NaN", "Infinity", "-Infinity"] }] },
  Bool: { type: "boolean" },
  String: { type: "string" },
  Bytes: { type: "string", contentEncoding: "base64" },
  Json: true,
  Time: { type: "string", format: "date-time" },
};

/** A parameter or field that is an Option or Json is `None` or `null` where it is missing. */
function mayBeMissing(type: Type): boolean {
  return type.kind === "named" && type.name.module === "" && ["Option", "Json"].includes(type.name.name);
}
