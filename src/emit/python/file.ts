import { libraryPython } from "../../library/python.js";
import { type Declarations, qualified } from "../../tree/index.js";
import type { Constraint, QualifiedName, TypeDefinition, TypedFunction } from "../../types/typed.js";
import { builtins } from "./builtins.js";
import { parameterOrder } from "./datatypes.js";
import { type ProgramNames, taken } from "./names.js";

const extraImports: ReadonlyMap<string, string> = new Map([
  ["Callable", "collections.abc"],
  ["Sequence", "collections.abc"],
  ["dataclass", "dataclasses"],
  ["field", "dataclasses"],
  ["dataclasses", ""],
  ["datetime", "datetime"],
  ["partial", "functools"],
  ["Any", "typing"],
  ["Generic", "typing"],
  ["TypeVar", "typing"],
  ["Union", "typing"],
]);

/** A Python file in the making: what its code uses, from which its top is made. */
export class PythonFile {
  readonly uses = new Set<string>();
  readonly imports = new Map<string, string>();
  /** By their qualified names. */
  readonly types = new Map<string, TypeDefinition>();
  /** Python name → how it is made. */
  readonly typeVariables = new Map<string, string>();
  /** Annotations of types that stand in none of its lines, but that values of the file are turned into. */
  readonly kept: string[] = [];
  readonly frames: string[] = [];
  private readonly frameIndexes = new Map<string, number>();
  /** How many parts each function has, itself counted. */
  private readonly parts = new Map<string, number>();

  /**
   * @param top names of the functions and constants of the file
   * @param places of the program's types in its text
   */
  constructor(
    readonly declarations: Declarations,
    readonly names: ProgramNames,
    readonly top: ReadonlySet<string>,
    private readonly places: ReadonlyMap<TypeDefinition, number>,
  ) {}

  /** The types that the file declares, in the order of the program. */
  typesInOrder(): readonly TypeDefinition[] {
    const place = (definition: TypeDefinition) => this.places.get(definition) ?? -1;
    return [...this.types.values()]
      .filter((each) => this.places.has(each))
      .sort((left, right) => place(left) - place(right));
  }

  /** Uses a definition of the library or an import, and gives its name back. */
  use(name: string): string {
    if (this.uses.has(name) || this.imports.has(name)) return name;
    const definition = libraryPython.get(name);
    if (definition) {
      this.uses.add(name);
      for (const each of definition.uses) this.use(each);
    } else {
      const known = libraryPython.imports.get(name);
      const from = known ? (known.from ?? "") : extraImports.get(name);
      if (from === undefined) throw new Error(`nothing is called ${name}`);
      this.imports.set(name, from);
    }
    return name;
  }

  /** Uses a record or sum, and gives the indexes of its parameters in the order that the Python type takes them. */
  useType(name: QualifiedName): readonly number[] {
    const definition = this.declarations.definition(name);
    if (!definition) return [];
    this.types.set(qualified(name), definition);
    return parameterOrder(definition);
  }

  /** The class of a constructor. */
  constructorClass(of: QualifiedName, constructor_: string): string {
    const name = this.names.constructor_(of, constructor_);
    if (libraryPython.names.has(name)) return this.use(name);
    this.useType(of);
    return name;
  }

  /** The name of a function; what it needs of the library becomes part of the file. */
  function(name: QualifiedName): string {
    const declared = this.declarations.function(name);
    if (!declared?.python) return this.names.value(name);
    return builtins.get(declared.python) ?? this.use(declared.python);
  }

  /** The name of a constant. */
  constant(name: QualifiedName): string {
    const python = this.names.value(name);
    return libraryPython.names.has(python) ? this.use(python) : python;
  }

  /** A type variable of a function: `a` is `A`, `number` is one of int and float. */
  typeVariable(name: string, constraint: Constraint | undefined): string {
    const base = name.replace(
      /(^|_)([a-z])/g,
      (_, line, letter) => (line && name !== line ? "" : line) + letter.toUpperCase(),
    );
    if (name.endsWith("_co")) return this.covariant(name.slice(0, -3));
    const python = this.free(base);
    this.use("TypeVar");
    this.typeVariables.set(python, `TypeVar("${python}"${constraint === "number" ? ", int, float" : ""})`);
    return python;
  }

  /** The variable of a type's parameter. */
  covariant(parameter: string): string {
    const python = this.free(`${parameter.charAt(0).toUpperCase()}${parameter.slice(1)}_co`);
    this.use("TypeVar");
    this.typeVariables.set(python, `TypeVar("${python}", covariant=True)`);
    return python;
  }

  private free(name: string): string {
    return taken.has(name) || this.names.classes.has(name) ? `${name}_` : name;
  }

  /** Index of a declaration among the frames. */
  frame(name: QualifiedName): number {
    const text = qualified(name);
    const known = this.frameIndexes.get(text);
    if (known !== undefined) return known;
    this.frameIndexes.set(text, this.frames.length);
    return this.frames.push(text) - 1;
  }

  /** A name for a part of a function that stands beside it. */
  part(of: string): string {
    for (let number = (this.parts.get(of) ?? 1) + 1; ; number++) {
      const name = `${of}_part_${number}`;
      if (this.top.has(name) || taken.has(name)) continue;
      this.parts.set(of, number);
      return name;
    }
  }

  /** Python names of a function's parameters. */
  parameterNames(declared: TypedFunction): readonly string[] {
    const names = new Set<string>();
    for (const { name } of declared.parameters) {
      const base = taken.has(name) || this.top.has(name) ? `${name}_` : name;
      let free = base;
      for (let number = 2; names.has(free) || this.top.has(free) || taken.has(free); number++)
        free = `${base}${base.endsWith("_") ? "" : "_"}${number}`;
      names.add(free);
    }
    return [...names];
  }
}
