import type { BinaryOperator } from "../syntax/ast.js";
import type { SourceText, Span } from "../text/index.js";
import type { External, FunctionAttributes, QualifiedName } from "../types/typed.js";
import type {
  ConstantSymbol,
  ConstructorSymbol,
  FunctionSymbol,
  ModuleNames,
  TypeSymbol,
  ValueSymbol,
} from "./symbols.js";

/**
 * The resolved tree: what names hand on to types. Every name is a symbol or a binding, arguments of declared functions and
 * constructors stand at their parameters' places, pipes are calls, holes are partial calls, parentheses are gone.
 */

export interface ResolvedModule {
  readonly names: ModuleNames;
  readonly source: SourceText;
  readonly doc: string | undefined;
  readonly types: readonly TypeSymbol[];
  /** Constants and functions in the order of dependency: each group mentions itself and earlier ones only. */
  readonly groups: readonly (readonly ResolvedValue[])[];
  readonly tests: readonly ResolvedTest[];
  /** Modules that it imports, for hints about types that are in reach. */
  readonly imports: readonly ModuleNames[];
  /** A module that it may import, for hints about what it does not import. */
  readonly find: (path: string) => ModuleNames | undefined;
  /** A constructor as it is written in this module: with its module's name where it is not in scope by itself. */
  readonly written: (of: QualifiedName, name: string) => string;
}

/** A local variable, or a parameter. */
export interface Binding {
  readonly name: string;
  /** Unique in the declaration. */
  readonly id: number;
  readonly kind: "let" | "parameter" | "pattern";
  readonly span: Span;
  uses: number;
  /** The name is bound twice: nobody knows which one a use means. */
  unclear?: boolean;
}

export type ResolvedValue = ResolvedConstant | ResolvedFunction;

export interface ResolvedConstant {
  readonly kind: "constant";
  readonly symbol: ConstantSymbol;
  readonly annotation: ResolvedType | undefined;
  readonly value: Resolved;
  readonly mentions: ReadonlySet<ValueSymbol>;
  readonly doc: string | undefined;
  readonly span: Span;
}

export interface ResolvedParameter {
  readonly binding: Binding;
  readonly annotation: ResolvedType | undefined;
  readonly span: Span;
}

export interface ResolvedFunction {
  readonly kind: "function";
  readonly symbol: FunctionSymbol;
  readonly parameters: readonly ResolvedParameter[];
  readonly result: ResolvedType | undefined;
  readonly body: Resolved | undefined;
  readonly external: External | undefined;
  /** Of a library function without body: the Python function behind it, and whether it is pure. */
  readonly python: { readonly name: string; readonly pure: boolean } | undefined;
  readonly attributes: FunctionAttributes;
  readonly mentions: ReadonlySet<ValueSymbol>;
  /** How many bindings it has. */
  readonly bindings: number;
  readonly doc: string | undefined;
  readonly span: Span;
}

export interface Replacement {
  readonly external: FunctionSymbol;
  readonly by: FunctionSymbol;
  readonly span: Span;
}

export interface ResolvedTest {
  readonly kind: "test";
  readonly title: string;
  readonly body: Resolved;
  readonly replacements: readonly Replacement[];
  readonly mentions: ReadonlySet<ValueSymbol>;
  readonly bindings: number;
  readonly span: Span;
}

export type ResolvedType =
  | {
      readonly kind: "named";
      readonly symbol: TypeSymbol;
      readonly arguments: readonly ResolvedType[];
      readonly span: Span;
    }
  | { readonly kind: "variable"; readonly name: string; readonly span: Span }
  | {
      readonly kind: "function";
      readonly parameters: readonly ResolvedType[];
      readonly result: ResolvedType;
      readonly span: Span;
    }
  | { readonly kind: "tuple"; readonly items: readonly ResolvedType[]; readonly span: Span }
  | { readonly kind: "error"; readonly span: Span };

export interface ResolvedArgument {
  /** Place of its parameter. */
  readonly index: number;
  readonly value: Resolved;
  /** It came through `|>`. */
  readonly piped: boolean;
}

export type Resolved =
  | { readonly kind: "int"; readonly value: bigint; readonly span: Span }
  | { readonly kind: "float"; readonly value: number; readonly span: Span }
  | { readonly kind: "bool"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "string"; readonly parts: readonly (string | Resolved)[]; readonly span: Span }
  | { readonly kind: "local"; readonly binding: Binding; readonly span: Span }
  | { readonly kind: "function"; readonly symbol: FunctionSymbol; readonly span: Span }
  | { readonly kind: "constant"; readonly symbol: ConstantSymbol; readonly span: Span }
  | { readonly kind: "constructor"; readonly symbol: ConstructorSymbol; readonly span: Span }
  /** `hidden`: a module of the record's name is imported, but a local hides it. */
  | {
      readonly kind: "field";
      readonly record: Resolved;
      readonly name: string;
      readonly nameSpan: Span;
      readonly hidden: boolean;
      readonly span: Span;
    }
  /** Arguments in the order of evaluation; `calleeSpan` is the name that is called. */
  | {
      readonly kind: "call";
      readonly callee: Resolved;
      readonly arguments: readonly ResolvedArgument[];
      readonly calleeSpan: Span;
      readonly span: Span;
    }
  /** A call with a hole at the parameter `hole`. */
  | {
      readonly kind: "partial";
      readonly callee: Resolved;
      readonly arguments: readonly ResolvedArgument[];
      readonly hole: number;
      readonly calleeSpan: Span;
      readonly span: Span;
    }
  | {
      readonly kind: "update";
      readonly symbol: ConstructorSymbol;
      readonly record: Resolved;
      readonly changes: readonly ResolvedArgument[];
      readonly span: Span;
    }
  | { readonly kind: "try"; readonly operand: Resolved; readonly mark: Span; readonly span: Span }
  | { readonly kind: "unary"; readonly operator: "-" | "!"; readonly operand: Resolved; readonly span: Span }
  | { readonly kind: "attempt"; readonly operand: Resolved; readonly span: Span }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly operatorSpan: Span;
      readonly left: Resolved;
      readonly right: Resolved;
      readonly span: Span;
    }
  | { readonly kind: "fail"; readonly message: Resolved; readonly span: Span }
  | { readonly kind: "tuple"; readonly items: readonly Resolved[]; readonly span: Span }
  | {
      readonly kind: "list";
      readonly items: readonly Resolved[];
      readonly rest: Resolved | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: "block";
      readonly statements: readonly ResolvedStatement[];
      readonly result: Resolved;
      readonly span: Span;
    }
  | {
      readonly kind: "if";
      readonly condition: Resolved;
      readonly then: Resolved;
      readonly otherwise: Resolved | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: "match";
      readonly subject: Resolved;
      readonly arms: readonly ResolvedArm[];
      readonly span: Span;
    }
  | {
      readonly kind: "lambda";
      readonly parameters: readonly ResolvedLambdaParameter[];
      readonly result: ResolvedType | undefined;
      readonly body: Resolved;
      readonly span: Span;
    }
  /** What has been reported already; its parts are still checked for errors of their own. */
  | { readonly kind: "error"; readonly parts: readonly Resolved[]; readonly span: Span };

export type ResolvedKind<Kind extends Resolved["kind"]> = Extract<Resolved, { kind: Kind }>;

export type ResolvedStatement =
  | {
      readonly kind: "let";
      readonly pattern: ResolvedPattern;
      readonly annotation: ResolvedType | undefined;
      readonly value: Resolved;
      readonly span: Span;
    }
  | { readonly kind: "expression"; readonly expression: Resolved };

export interface ResolvedArm {
  readonly pattern: ResolvedPattern;
  readonly guard: Resolved | undefined;
  readonly body: Resolved;
  readonly span: Span;
}

export interface ResolvedLambdaParameter {
  readonly pattern: ResolvedPattern;
  readonly annotation: ResolvedType | undefined;
}

export type ResolvedPattern =
  | { readonly kind: "wildcard"; readonly span: Span }
  | { readonly kind: "variable"; readonly binding: Binding; readonly span: Span }
  | { readonly kind: "int"; readonly value: bigint; readonly span: Span }
  | { readonly kind: "string"; readonly value: string; readonly span: Span }
  | { readonly kind: "bool"; readonly value: boolean; readonly span: Span }
  /** One pattern a field, in the declared order. */
  | {
      readonly kind: "constructor";
      readonly symbol: ConstructorSymbol;
      readonly arguments: readonly ResolvedPattern[];
      readonly span: Span;
    }
  | { readonly kind: "tuple"; readonly items: readonly ResolvedPattern[]; readonly span: Span }
  | {
      readonly kind: "list";
      readonly items: readonly ResolvedPattern[];
      readonly rest: ResolvedPattern | undefined;
      readonly span: Span;
    }
  | { readonly kind: "alternatives"; readonly options: readonly ResolvedPattern[]; readonly span: Span }
  | { readonly kind: "as"; readonly pattern: ResolvedPattern; readonly binding: Binding; readonly span: Span }
  | { readonly kind: "error"; readonly span: Span };
