import { libraryPython } from "../../library/python.js";
import { qualified } from "../../tree/index.js";
import type { QualifiedName, TypeDefinition, TypedProgram } from "../../types/typed.js";

/**
 * The names of types, constructors, fields, functions and constants in generated files, the same in all files of a program.
 *
 * A name stays as it was written. Only where it clashes it changes, by one rule: what Python or the library has taken gets a `_`
 * behind it; what several modules declare gets its module's name before it (`stats_total`, `StatsLine`); a sum that has a
 * constructor of its own name is called `…Type`. The library's own functions always carry their module's name (`option_map`).
 */
export interface ProgramNames {
  /** All names of classes and unions. */
  readonly classes: ReadonlySet<string>;
  type(name: QualifiedName): string;
  constructor_(of: QualifiedName, name: string): string;
  field(of: QualifiedName, constructor_: string, field: string): string;
  value(name: QualifiedName): string;
}

const keywords =
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield";

const builtins =
  "ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip";

/** Names that Python reads or writes in a module or function by itself. */
const special =
  "__annotations__ __build_class__ __builtins__ __cached__ __class__ __debug__ __dict__ __dir__ __doc__ __file__ __getattr__ __import__ __loader__ __name__ __package__ __path__ __spec__";

/** What no name of a program may be at the top of a file or in a function. */
export const taken: ReadonlySet<string> = new Set([
  ...keywords.split(" "),
  ...builtins.split(" "),
  ...special.split(" "),
  ...libraryPython.names,
  ...libraryPython.imports.keys(),
  "dataclass",
  "dataclasses",
  "field",
  "partial",
  "annotations",
  "TypeVar",
  "Generic",
  "Union",
]);

/**
 * A field is an attribute: only keywords, the types that annotations use, our own attributes and those that every class has (of which
 * `dataclass` would make a default) are in its way.
 */
const takenFields: ReadonlySet<string> = new Set([
  ...keywords.split(" "),
  ..."int float str bool bytes tuple datetime field mro _is_protocol _rank _name".split(" "),
]);

/**
 * Different names for different fields: `class` is `class_`, and so `class_` is `class__`. Attributes that begin with `__` mean something to
 * Python, or are mangled by it, and get an `f` before them.
 */
function fieldName(name: string): string {
  if (/^f*__/.test(name)) return `f${name}`;
  return takenFields.has(name.replace(/_+$/, "")) ? `${name}_` : name;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const pascal = (path: string) => path.split(/[/_]/).map(capital).join("");
const snake = (path: string) => path.replaceAll("/", "_");

/** Types that the library's Python declares. */
const libraryTypes: ReadonlyMap<string, string> = new Map([
  [".Failure", "Failure"],
  ["failure.Kind", "FailureKind"],
  ["time.Parts", "TimeParts"],
]);

interface Wanted {
  readonly module: string;
  readonly name: string;
  readonly give: (name: string) => void;
  readonly qualify: (path: string, name: string) => string;
}

/** Decides every name of a program. */
export function programNames(program: TypedProgram): ProgramNames {
  const types = new Map<string, string>(libraryTypes);
  const constructors = new Map<string, string>();
  const values = new Map<string, string>();
  const wanted: Wanted[] = [];
  for (const module of program.modules) {
    for (const definition of module.types)
      if (!libraryTypes.has(qualified(definition.name))) wantType(definition, wanted, types, constructors);
    for (const { name } of [...module.constants, ...module.functions]) {
      const key = qualified(name);
      if (module.library) values.set(key, `${name.module}_${name.name}`);
      else
        wanted.push({
          ...name,
          give: (given) => values.set(key, given),
          qualify: (path, bare) => `${snake(path)}_${bare}`,
        });
    }
    for (const one of module.functions) if (one.python) values.set(qualified(one.name), one.python);
  }
  const libraryValues = new Set(values.values());
  settle(wanted, libraryValues);
  return {
    classes: new Set([...types.values(), ...constructors.values()]),
    type: (name) => types.get(qualified(name)) ?? name.name,
    constructor_: (of, name) => constructors.get(`${qualified(of)}.${name}`) ?? libraryConstructor(of, name),
    field: (_of, _constructor, name) => fieldName(name),
    value: (name) => values.get(qualified(name)) ?? name.name,
  };
}

function libraryConstructor(of: QualifiedName, name: string): string {
  if (qualified(of) === "failure.Kind") return `${name}Kind`;
  return qualified(of) === "time.Parts" ? "TimeParts" : name;
}

function wantType(
  definition: TypeDefinition,
  wanted: Wanted[],
  types: Map<string, string>,
  constructors: Map<string, string>,
): void {
  const { name } = definition;
  const key = qualified(name);
  const qualify = (path: string, bare: string) => `${pascal(path)}${bare}`;
  for (const one of definition.constructors) {
    const same = one.name === name.name;
    const give = (given: string) => {
      constructors.set(`${key}.${one.name}`, given);
      if (same) types.set(key, definition.constructors.length === 1 ? given : `${given}Type`);
    };
    wanted.push({ module: name.module, name: one.name, give, qualify });
  }
  if (definition.constructors.some((one) => one.name === name.name)) return;
  wanted.push({ module: name.module, name: name.name, give: (given) => types.set(key, given), qualify });
}

/** Gives every name wanted by one declaration as it is, the others by the rule. */
function settle(wanted: readonly Wanted[], libraryValues: ReadonlySet<string>): void {
  const count = new Map<string, number>();
  for (const { name } of wanted) count.set(name, (count.get(name) ?? 0) + 1);
  const used = new Set<string>([...taken, ...libraryValues]);
  const claim = (name: string) => {
    let free = name;
    for (let number = 2; used.has(free); number++)
      free = number === 2 && taken.has(name) ? `${name}_` : `${name}_${number}`;
    used.add(free);
    return free;
  };
  const single = (one: Wanted) => count.get(one.name) === 1;
  for (const one of wanted) if (single(one)) one.give(claim(one.name));
  for (const one of wanted) if (!single(one)) one.give(claim(one.qualify(one.module, one.name)));
}
