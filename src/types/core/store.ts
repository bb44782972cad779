import { builtin, type TypeSymbol } from "../../names/index.js";
import {
  type Alias,
  broken,
  type Constraints,
  generic,
  open,
  Term,
  type Ty,
  type TypeConstructor,
  unconstrained,
  Variable,
} from "./type.js";

let constructorIds = 0;
let termIds = 0;

function makeConstructor(
  kind: TypeConstructor["kind"],
  name: string,
  more: Partial<Pick<TypeConstructor, "symbol" | "constraints" | "written" | "level">> = {},
): TypeConstructor {
  return {
    kind,
    id: constructorIds++,
    name,
    symbol: more.symbol,
    constraints: more.constraints ?? unconstrained,
    written: more.written ?? false,
    level: more.level ?? 0,
  };
}

/**
 * Makes types, and keeps those without open variables so that equal ones are the same. A program's store lies over that of the library,
 * whose types it shares.
 */
export class TypeStore {
  private readonly below: TypeStore | undefined;
  private readonly terms = new Map<string, Term>();
  private readonly named = new Map<TypeSymbol, TypeConstructor>();

  constructor(below?: TypeStore) {
    this.below = below;
  }

  /** The type constructor of a declared type. */
  constructorOf(symbol: TypeSymbol): TypeConstructor {
    const found = this.named.get(symbol) ?? this.below?.named.get(symbol);
    if (found) return found;
    const made = makeConstructor("named", symbol.name.name, { symbol });
    this.named.set(symbol, made);
    return made;
  }

  /** The type `of(items…)`. */
  term(of: TypeConstructor, items: readonly Ty[]): Term {
    let flags = of.kind === "rigid" ? generic : of.kind === "error" ? broken : 0;
    let key = "";
    let plain = true;
    for (const item of items) {
      if (item instanceof Variable) flags |= open;
      else {
        flags |= item.flags;
        key += `,${item.id}`;
        if (item.plain !== item) plain = false;
      }
    }
    if (flags & open) return new Term(of, items, flags, -1);
    const canonical = this.canonical(of, items as readonly Term[], flags, of.id + key);
    return plain ? canonical : new Term(of, items, flags, canonical.id, undefined, canonical);
  }

  private canonical(of: TypeConstructor, items: readonly Term[], flags: number, key: string): Term {
    const found = this.find(key);
    if (found) return found;
    const plain = items.some((item) => item.plain !== item) ? items.map((item) => item.plain) : items;
    const made = new Term(of, plain, flags, termIds++);
    this.terms.set(key, made);
    return made;
  }

  private find(key: string): Term | undefined {
    return this.terms.get(key) ?? this.below?.find(key);
  }

  apply(symbol: TypeSymbol, ...items: readonly Ty[]): Term {
    return this.term(this.constructorOf(symbol), items);
  }

  tuple(items: readonly Ty[]): Term {
    return this.term(tupleConstructor(items.length), items);
  }

  function(parameters: readonly Ty[], result: Ty): Term {
    return this.term(functionConstructor(parameters.length), [...parameters, result]);
  }

  /** A new rigid variable. */
  rigid(name: string, constraints: Constraints, written: boolean, level: number): Term {
    return new Term(makeConstructor("rigid", name, { constraints, written, level }), [], generic, termIds++);
  }

  /** The same type, remembering the alias that it was written by; it stays equal to the type itself. */
  aliased(term: Term, alias: Alias): Term {
    return new Term(term.of, term.items, term.flags, term.id, alias, term.plain);
  }
}

const tuples: TypeConstructor[] = [];
const functions: TypeConstructor[] = [];

function tupleConstructor(length: number): TypeConstructor {
  tuples[length] ??= makeConstructor("tuple", "");
  return tuples[length];
}

function functionConstructor(parameters: number): TypeConstructor {
  functions[parameters] ??= makeConstructor("function", "fn");
  return functions[parameters];
}

/** Types of the library: one store for all checks of a process. */
export const libraryTypes = new TypeStore();

export const intType = libraryTypes.apply(builtin.int);
export const floatType = libraryTypes.apply(builtin.float);
export const stringType = libraryTypes.apply(builtin.string);
export const boolType = libraryTypes.apply(builtin.bool);
export const failureType = libraryTypes.apply(builtin.failure);
export const unitType = libraryTypes.tuple([]);
/** Of what has been reported: it fits everywhere. */
export const errorType = libraryTypes.term(makeConstructor("error", ""), []);
export const listConstructor = libraryTypes.constructorOf(builtin.list);
export const optionConstructor = libraryTypes.constructorOf(builtin.option);
export const resultConstructor = libraryTypes.constructorOf(builtin.result);
