import type { BinaryOperator } from "../syntax/ast.js";
import type { SourceText, Span } from "../text/index.js";

/**
 * The typed tree: what inference hands on. Names are resolved, pipes and holes are calls, labels are positions, aliases are
 * gone, every expression has its type. No later phase goes back to the syntax tree.
 */

/** `module` is the path (`shop/stats`), `""` for what is in scope everywhere. */
export interface QualifiedName {
  readonly module: string;
  readonly name: string;
}

export type Constraint = "number" | "comparable" | "appendable";

export type Type =
  /** Built-in: `Int Float String Bool Bytes Json List Dict Option Result Failure`, module `""`; `time.Time` and `failure.Kind` have theirs. */
  | { readonly kind: "named"; readonly name: QualifiedName; readonly arguments: readonly Type[] }
  /** No items is `()`. */
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  | { readonly kind: "function"; readonly parameters: readonly Type[]; readonly result: Type }
  /** A quantified variable of the declaration or a type's parameter. */
  | { readonly kind: "variable"; readonly name: string; readonly constraint: Constraint | undefined };

/** The type of what has been reported: this one object, and in programs with errors only. */
export const reported: Type = { kind: "tuple", items: [] };

/** A whole program after checking: modules in dependency order, those of the library that it or its glue uses included. */
export interface TypedProgram {
  readonly modules: readonly TypedModule[];
  /** Module that `lk run` starts in. */
  readonly main: string;
}

export interface TypedModule {
  /** `shop/stats`. */
  readonly path: string;
  /** As shown in positions, relative to the project: `src/shop/stats.lk`. */
  readonly file: string;
  /** Where diagnostics of later phases point, and what the descriptor's digest of the module is over; nobody reads facts from it. */
  readonly source: SourceText;
  readonly doc: string | undefined;
  readonly library: boolean;
  readonly types: readonly TypeDefinition[];
  readonly constants: readonly TypedConstant[];
  readonly functions: readonly TypedFunction[];
  readonly tests: readonly TypedTest[];
}

export interface TypeDefinition {
  readonly name: QualifiedName;
  readonly parameters: readonly string[];
  /** A record has one constructor, of the type's name. */
  readonly form: "record" | "sum";
  readonly constructors: readonly ConstructorDefinition[];
  readonly doc: string | undefined;
  readonly line: number;
}

export interface ConstructorDefinition {
  readonly name: string;
  readonly fields: readonly {
    readonly name: string;
    readonly type: Type;
    readonly doc: string | undefined;
  }[];
  readonly doc: string | undefined;
}

export interface TypedConstant {
  readonly name: QualifiedName;
  readonly type: Type;
  readonly value: TypedExpression;
  readonly doc: string | undefined;
  readonly line: number;
}

export interface TypedParameter {
  readonly name: string;
  /** Unique in the declaration. */
  readonly id: number;
  readonly type: Type;
  /** Name and annotation. */
  readonly span: Span;
}

export interface TypedFunction {
  readonly kind: "fn" | "node" | "pipeline";
  readonly name: QualifiedName;
  readonly parameters: readonly TypedParameter[];
  readonly result: Type;
  /** Quantified variables, in the order that `instance` of a reference follows. */
  readonly variables: readonly { readonly name: string; readonly constraint: Constraint | undefined }[];
  /** Undefined for externals and for library functions bound to Python. */
  readonly body: TypedExpression | undefined;
  readonly external: External | undefined;
  /** For `*` functions of the library: the Python function's name, `list_map`. */
  readonly python: string | undefined;
  readonly attributes: FunctionAttributes;
  /** It has effects, or mentions what has (`log` apart). */
  readonly effects: boolean;
  readonly doc: string | undefined;
  readonly line: number;
  /** Of its name. */
  readonly span: Span;
  /** Of the annotation of its result. */
  readonly resultSpan: Span | undefined;
}

export interface External {
  /** `shop_rates.lookup`. */
  readonly function: string;
  readonly pure: boolean;
  readonly environment: readonly string[];
}

export interface FunctionAttributes {
  /** Up to `max` more tries; the first pause is `backoff` ms (default 1,000), doubling. */
  readonly retry: { readonly max: number; readonly backoff: number } | undefined;
  /** Milliseconds. */
  readonly timeout: number | undefined;
  readonly concurrency: number | undefined;
}

export interface TypedTest {
  readonly title: string;
  readonly module: string;
  readonly line: number;
  readonly body: TypedExpression;
  readonly replacements: readonly {
    readonly external: QualifiedName;
    readonly by: QualifiedName;
    readonly span: Span;
  }[];
}

interface Node {
  readonly type: Type;
  readonly span: Span;
  /** The line that a trace names: a call's callee, an operator, else where it starts. From 1. */
  readonly line: number;
}

/** An argument at its parameter's place; a call's list is in the order of evaluation. */
export interface TypedArgument {
  readonly index: number;
  readonly value: TypedExpression;
}

export type TypedExpression = Node &
  (
    | { readonly kind: "int"; readonly value: bigint }
    | { readonly kind: "float"; readonly value: number }
    | { readonly kind: "bool"; readonly value: boolean }
    | { readonly kind: "string"; readonly value: string }
    | { readonly kind: "interpolation"; readonly parts: readonly (string | TypedExpression)[] }
    | { readonly kind: "local"; readonly name: string; readonly id: number }
    /** A fn as a value or a callee; nodes and pipelines as callees only, or as the function of a fan-out. `instance` has the types of its variables. */
    | { readonly kind: "function"; readonly name: QualifiedName; readonly instance: readonly Type[] }
    | { readonly kind: "constant"; readonly name: QualifiedName }
    /** A constructor as a value: with fields a function, without fields the value. */
    | { readonly kind: "constructor"; readonly of: QualifiedName; readonly constructor_: string }
    | {
        readonly kind: "construct";
        readonly of: QualifiedName;
        readonly constructor_: string;
        readonly arguments: readonly TypedArgument[];
      }
    | {
        readonly kind: "update";
        readonly record: TypedExpression;
        readonly of: QualifiedName;
        readonly constructor_: string;
        readonly changes: readonly TypedArgument[];
      }
    | {
        readonly kind: "field";
        readonly record: TypedExpression;
        readonly of: QualifiedName;
        readonly constructor_: string;
        readonly field: string;
        readonly index: number;
      }
    | {
        readonly kind: "call";
        readonly callee: TypedExpression;
        readonly arguments: readonly TypedArgument[];
      }
    /** `f(_, e)`: a function of the argument at `hole`; callee (a constructor too) and arguments are evaluated once, before. */
    | {
        readonly kind: "partial";
        readonly callee: TypedExpression;
        readonly arguments: readonly TypedArgument[];
        readonly hole: number;
        readonly arity: number;
      }
    | { readonly kind: "unary"; readonly operator: "-" | "!"; readonly operand: TypedExpression }
    | {
        readonly kind: "binary";
        readonly operator: BinaryOperator;
        readonly left: TypedExpression;
        readonly right: TypedExpression;
      }
    | {
        readonly kind: "list";
        readonly items: readonly TypedExpression[];
        readonly rest: TypedExpression | undefined;
      }
    | { readonly kind: "tuple"; readonly items: readonly TypedExpression[] }
    | {
        readonly kind: "block";
        readonly statements: readonly TypedStatement[];
        readonly result: TypedExpression;
      }
    /** Without `else` in the source, `otherwise` is `()`. */
    | {
        readonly kind: "if";
        readonly condition: TypedExpression;
        readonly then: TypedExpression;
        readonly otherwise: TypedExpression;
      }
    | { readonly kind: "match"; readonly subject: TypedExpression; readonly arms: readonly TypedArm[] }
    | {
        readonly kind: "lambda";
        readonly parameters: readonly TypedPattern[];
        readonly body: TypedExpression;
      }
    | { readonly kind: "attempt"; readonly body: TypedExpression }
    | { readonly kind: "fail"; readonly message: TypedExpression }
    /** `x?`: leaves the enclosing fn, node or lambda with the `Error` or `None`. */
    | { readonly kind: "try"; readonly operand: TypedExpression; readonly of: "Option" | "Result" }
  );

export type TypedStatement =
  | {
      readonly kind: "let";
      readonly pattern: TypedPattern;
      readonly value: TypedExpression;
      readonly line: number;
    }
  | { readonly kind: "expression"; readonly expression: TypedExpression };

export interface TypedArm {
  readonly pattern: TypedPattern;
  readonly guard: TypedExpression | undefined;
  readonly body: TypedExpression;
  readonly span: Span;
  readonly line: number;
}

/** Alternatives bind the same names to the same ids. */
export type TypedPattern = { readonly type: Type; readonly span: Span } & (
  | { readonly kind: "wildcard" }
  | { readonly kind: "variable"; readonly name: string; readonly id: number }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "bool"; readonly value: boolean }
  /** All fields, in the declared order; those behind `..` are wildcards. */
  | {
      readonly kind: "constructor";
      readonly of: QualifiedName;
      readonly constructor_: string;
      readonly arguments: readonly TypedPattern[];
    }
  | { readonly kind: "tuple"; readonly items: readonly TypedPattern[] }
  /** `rest` is a variable or a wildcard. */
  | {
      readonly kind: "list";
      readonly items: readonly TypedPattern[];
      readonly rest: TypedPattern | undefined;
    }
  | { readonly kind: "alternatives"; readonly options: readonly TypedPattern[] }
  | { readonly kind: "as"; readonly pattern: TypedPattern; readonly name: string; readonly id: number }
);
