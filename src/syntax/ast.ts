import type { Span } from "../text/index.js";

/**
 * The syntax tree: what the parser hands on. Every node has the span of its own text; nothing is resolved,
 * nothing desugared, so that the formatter can print it back.
 */

export interface Name {
  readonly text: string;
  readonly span: Span;
}

export interface Comment {
  /** `line` is `//`, `doc` is `///`, `module` is `//!`. */
  readonly kind: "line" | "doc" | "module";
  /** Without the slashes and one blank after them. */
  readonly text: string;
  readonly span: Span;
}

export interface Module {
  readonly imports: readonly Import[];
  readonly declarations: readonly Declaration[];
  readonly comments: readonly Comment[];
  /** Text of the `//!` comment, lines joined by `\n`. */
  readonly doc: string | undefined;
}

export interface Import {
  /** `shop/currency` is two names. */
  readonly path: readonly Name[];
  readonly names: readonly ImportName[] | undefined;
  readonly alias: Name | undefined;
  readonly span: Span;
}

export interface ImportName {
  readonly name: Name;
  readonly alias: Name | undefined;
  /** `Discount(..)`. */
  readonly constructors: boolean;
  readonly span: Span;
}

export interface Attribute {
  readonly name: Name;
  readonly parentheses: boolean;
  readonly arguments: readonly AttributeArgument[];
  readonly span: Span;
}

export interface AttributeArgument {
  readonly label: Name | undefined;
  readonly value: AttributeValue;
  readonly span: Span;
}

export type AttributeValue =
  | { readonly kind: "int"; readonly value: bigint; readonly span: Span }
  | { readonly kind: "float"; readonly value: number; readonly span: Span }
  | { readonly kind: "duration"; readonly milliseconds: number; readonly span: Span }
  | { readonly kind: "string"; readonly value: string; readonly span: Span }
  | { readonly kind: "bool"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "name"; readonly name: string; readonly span: Span }
  /** What could not be parsed, and is reported. */
  | { readonly kind: "error"; readonly span: Span };

export type Declaration = TypeDeclaration | ConstDeclaration | FunctionDeclaration | TestDeclaration;

interface DeclarationBase {
  readonly attributes: readonly Attribute[];
  /** Text of the `///` comment above, lines joined by `\n`. */
  readonly doc: string | undefined;
  /** From the declaration's word (not its attributes) to its end. */
  readonly span: Span;
}

export interface TypeDeclaration extends DeclarationBase {
  readonly kind: "type";
  readonly name: Name;
  readonly parameters: readonly Name[];
  readonly body: TypeBody;
}

export type TypeBody =
  | { readonly kind: "alias"; readonly type: TypeNode }
  | { readonly kind: "record"; readonly fields: readonly Field[]; readonly fieldsLost: boolean }
  | { readonly kind: "sum"; readonly constructors: readonly Constructor[] };

export interface Field {
  readonly name: Name;
  readonly type: TypeNode;
  readonly doc: string | undefined;
  readonly span: Span;
}

export interface Constructor {
  readonly name: Name;
  readonly fields: readonly Field[];
  /** One of the fields could not be parsed: which there are is not known. */
  readonly fieldsLost: boolean;
  readonly doc: string | undefined;
  readonly span: Span;
}

export interface ConstDeclaration extends DeclarationBase {
  readonly kind: "const";
  readonly name: Name;
  readonly annotation: TypeNode | undefined;
  readonly value: Expression;
}

export interface FunctionDeclaration extends DeclarationBase {
  readonly kind: "fn" | "node" | "pipeline";
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  /** One of the parameters could not be parsed: how many there are is not known. */
  readonly parametersLost: boolean;
  readonly result: TypeNode | undefined;
  /** Absent where an external stands in for it. */
  readonly body: BlockExpression | undefined;
}

export interface Parameter {
  readonly name: Name;
  readonly annotation: TypeNode | undefined;
  readonly span: Span;
}

export interface TestDeclaration extends DeclarationBase {
  readonly kind: "test";
  readonly title: { readonly text: string; readonly span: Span };
  readonly body: BlockExpression;
}

export type TypeNode =
  | {
      readonly kind: "named";
      readonly qualifier: Name | undefined;
      readonly name: Name;
      readonly arguments: readonly TypeNode[];
      readonly span: Span;
    }
  | { readonly kind: "variable"; readonly name: Name; readonly span: Span }
  | {
      readonly kind: "function";
      readonly parameters: readonly TypeNode[];
      readonly result: TypeNode;
      readonly span: Span;
    }
  /** None is `()`, two or more a tuple; one in parentheses is that type itself, never here. */
  | { readonly kind: "tuple"; readonly items: readonly TypeNode[]; readonly span: Span }
  /** Where the parser recovered. */
  | { readonly kind: "error"; readonly span: Span };

export type BinaryOperator =
  | "*"
  | "/"
  | "%"
  | "+"
  | "-"
  | "++"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "&&"
  | "||";

export type Expression =
  | { readonly kind: "int"; readonly value: bigint; readonly span: Span }
  | { readonly kind: "float"; readonly value: number; readonly span: Span }
  | { readonly kind: "bool"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "string"; readonly parts: readonly (string | Expression)[]; readonly span: Span }
  /** A small name: a local, a declaration, or a module before a `.`. */
  | { readonly kind: "name"; readonly name: string; readonly span: Span }
  /** A capital name. */
  | { readonly kind: "constructor"; readonly name: string; readonly span: Span }
  /** `a.b` and `m.B`; which of a field and a module's member it is, names decide. */
  | {
      readonly kind: "access";
      readonly target: Expression;
      readonly name: Name;
      readonly capital: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "call";
      readonly callee: Expression;
      readonly arguments: readonly Argument[];
      readonly span: Span;
    }
  | { readonly kind: "try"; readonly operand: Expression; readonly span: Span }
  | {
      readonly kind: "unary";
      readonly operator: "-" | "!";
      readonly operand: Expression;
      readonly span: Span;
    }
  | { readonly kind: "attempt"; readonly operand: Expression; readonly span: Span }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly operatorSpan: Span;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "pipe";
      readonly operatorSpan: Span;
      readonly left: Expression;
      readonly stage: Stage;
      readonly span: Span;
    }
  | { readonly kind: "fail"; readonly message: Expression; readonly span: Span }
  | { readonly kind: "parenthesized"; readonly inner: Expression; readonly span: Span }
  /** None is `()`, two or more a tuple. */
  | { readonly kind: "tuple"; readonly items: readonly Expression[]; readonly span: Span }
  | {
      readonly kind: "list";
      readonly items: readonly Expression[];
      readonly rest: Expression | undefined;
      readonly span: Span;
    }
  | BlockExpression
  | IfExpression
  | {
      readonly kind: "match";
      readonly subject: Expression;
      readonly arms: readonly Arm[];
      readonly span: Span;
    }
  | {
      readonly kind: "lambda";
      readonly parameters: readonly LambdaParameter[];
      readonly result: TypeNode | undefined;
      readonly body: BlockExpression;
      readonly span: Span;
    }
  /** Where the parser recovered; no later phase reports anything about it. */
  | { readonly kind: "error"; readonly span: Span };

export interface Stage {
  /** A name, an access (`m.f`, `m.C`), a constructor, a lambda or a parenthesized expression. */
  readonly callee: Expression;
  readonly arguments: readonly Argument[] | undefined;
  /** Spans of the `?`s behind it. */
  readonly tries: readonly Span[];
  readonly span: Span;
}

export type Argument =
  | {
      readonly kind: "value";
      readonly label: Name | undefined;
      readonly value: Expression;
      readonly span: Span;
    }
  /** `qty:` alone is the variable of that name. */
  | { readonly kind: "punned"; readonly label: Name; readonly span: Span }
  | { readonly kind: "hole"; readonly label: Name | undefined; readonly span: Span }
  /** `..line`, first only. */
  | { readonly kind: "spread"; readonly value: Expression; readonly span: Span };

export interface BlockExpression {
  readonly kind: "block";
  readonly statements: readonly Statement[];
  readonly span: Span;
}

export type Statement =
  | {
      readonly kind: "let";
      readonly pattern: Pattern;
      readonly annotation: TypeNode | undefined;
      readonly value: Expression;
      readonly span: Span;
    }
  | { readonly kind: "expression"; readonly expression: Expression; readonly span: Span };

export interface IfExpression {
  readonly kind: "if";
  readonly condition: Expression;
  readonly then: BlockExpression;
  readonly otherwise: BlockExpression | IfExpression | undefined;
  readonly span: Span;
}

export interface Arm {
  readonly pattern: Pattern;
  readonly guard: Expression | undefined;
  readonly body: Expression;
  readonly span: Span;
}

export interface LambdaParameter {
  readonly pattern: Pattern;
  readonly annotation: TypeNode | undefined;
  readonly span: Span;
}

export type Pattern =
  | { readonly kind: "wildcard"; readonly span: Span }
  | { readonly kind: "variable"; readonly name: string; readonly span: Span }
  | { readonly kind: "int"; readonly value: bigint; readonly span: Span }
  | { readonly kind: "string"; readonly value: string; readonly span: Span }
  | { readonly kind: "bool"; readonly value: boolean; readonly span: Span }
  | {
      readonly kind: "constructor";
      readonly qualifier: Name | undefined;
      readonly name: Name;
      /** Undefined without parentheses. */
      readonly arguments: readonly PatternArgument[] | undefined;
      /** Span of the `..`, where there is one. */
      readonly rest: Span | undefined;
      readonly span: Span;
    }
  /** None is `()`, two or more a tuple. */
  | { readonly kind: "tuple"; readonly items: readonly Pattern[]; readonly span: Span }
  | {
      readonly kind: "list";
      readonly items: readonly Pattern[];
      readonly rest: ListRest | undefined;
      readonly span: Span;
    }
  | { readonly kind: "alternatives"; readonly options: readonly Pattern[]; readonly span: Span }
  | { readonly kind: "as"; readonly pattern: Pattern; readonly name: Name; readonly span: Span }
  | { readonly kind: "parenthesized"; readonly inner: Pattern; readonly span: Span }
  | { readonly kind: "error"; readonly span: Span };

/** `price`, `price: p`, or `price:` alone (label without pattern). */
export interface PatternArgument {
  readonly label: Name | undefined;
  readonly pattern: Pattern | undefined;
  readonly span: Span;
}

/** `..` and `.._` have no name. */
export interface ListRest {
  readonly name: Name | undefined;
  readonly span: Span;
}
