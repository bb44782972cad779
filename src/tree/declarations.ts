import type {
  ConstructorDefinition,
  QualifiedName,
  Type,
  TypeDefinition,
  TypedFunction,
  TypedModule,
  TypedProgram,
} from "../types/typed.js";
import { builtinDefinitions } from "./builtin.js";
import { instantiate } from "./types.js";

/** A qualified name as people and the descriptor write it: `shop/stats.ratio`; a test's is `shop/stats#test1`. */
export function qualified({ module, name }: QualifiedName): string {
  return name.startsWith("#") ? `${module}${name}` : `${module}.${name}`;
}

/** A program's functions, types and modules by their names. */
export class Declarations {
  private readonly functions = new Map<string, TypedFunction>();
  private readonly types = new Map<string, TypeDefinition>();
  private readonly modules = new Map<string, TypedModule>();

  constructor(readonly program: TypedProgram) {
    for (const definition of builtinDefinitions) this.types.set(qualified(definition.name), definition);
    for (const module of program.modules) {
      this.modules.set(module.path, module);
      for (const each of module.functions) this.functions.set(qualified(each.name), each);
      for (const each of module.types) this.types.set(qualified(each.name), each);
    }
  }

  /** The function of that name; undefined where there is none. */
  function(name: QualifiedName): TypedFunction | undefined {
    return this.functions.get(qualified(name));
  }

  /** Whether the name is that of a node or a pipeline. */
  isDeployed(name: QualifiedName): boolean {
    return (this.function(name)?.kind ?? "fn") !== "fn";
  }

  /** A record or sum; undefined for types without constructors. */
  definition(name: QualifiedName): TypeDefinition | undefined {
    return this.types.get(qualified(name));
  }

  /** The constructors of a record or sum at its arguments; none for other types. */
  constructors(type: Type): readonly ConstructorDefinition[] {
    if (type.kind !== "named") return [];
    const found = this.definition(type.name);
    if (!found) return [];
    const variables = new Map(found.parameters.map((name, index) => [name, type.arguments[index] as Type]));
    if (variables.size === 0) return found.constructors;
    const field = (each: ConstructorDefinition["fields"][number]) => ({
      ...each,
      type: instantiate(each.type, variables),
    });
    return found.constructors.map((each) => ({ ...each, fields: each.fields.map(field) }));
  }

  /** The module of that path; undefined where there is none. */
  module(path: string): TypedModule | undefined {
    return this.modules.get(path);
  }
}
