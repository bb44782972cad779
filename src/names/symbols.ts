import type { SourceText, Span } from "../text/index.js";
import type { QualifiedName } from "../types/typed.js";
import type { ResolvedType } from "./resolved.js";

/** Where something is declared; what is in scope everywhere is declared nowhere. */
export interface Place {
  readonly source: SourceText;
  readonly span: Span;
}

export interface TypeSymbol {
  readonly kind: "type";
  readonly name: QualifiedName;
  readonly parameters: readonly string[];
  /** `opaque`: built in, without constructors. */
  readonly form: "record" | "sum" | "alias" | "opaque";
  readonly place: Place | undefined;
  readonly doc: string | undefined;
  readonly line: number;
  /** Filled in once all types of the module are known. */
  constructors: readonly ConstructorSymbol[];
  /** What an alias stands for; filled in as above. */
  alias: ResolvedType | undefined;
}

export interface FieldSymbol {
  readonly name: string;
  readonly type: ResolvedType;
  readonly doc: string | undefined;
  readonly span: Span;
}

export interface ConstructorSymbol {
  readonly kind: "constructor";
  readonly name: string;
  readonly type: TypeSymbol;
  readonly index: number;
  readonly place: Place | undefined;
  readonly doc: string | undefined;
  /** Names are known at once, types once all types of the module are. */
  fields: readonly FieldSymbol[];
  readonly labels: readonly string[];
}

export interface FunctionSymbol {
  readonly kind: "function";
  readonly form: "fn" | "node" | "pipeline";
  readonly name: QualifiedName;
  readonly labels: readonly string[];
  /** A Python function stands behind it. */
  readonly external: boolean;
  readonly library: boolean;
  readonly place: Place;
}

export interface ConstantSymbol {
  readonly kind: "constant";
  readonly name: QualifiedName;
  readonly place: Place;
}

export type ValueSymbol = FunctionSymbol | ConstantSymbol;

/** What a module declares, all of it public: its three name spaces beside that of modules. */
export interface ModuleNames {
  readonly path: string;
  readonly library: boolean;
  /** Names whose declarations the parser may have lost; nothing is said about them. */
  readonly lost: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, ValueSymbol>;
  readonly types: ReadonlyMap<string, TypeSymbol>;
  readonly constructors: ReadonlyMap<string, ConstructorSymbol>;
}

/** `currency` of `shop/currency`. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
