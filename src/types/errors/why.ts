import type { ResolvedKind } from "../../names/index.js";
import type { SourceText, Span } from "../../text/index.js";
import type { Ty } from "../core/type.js";
import type { Frame } from "../inference.js";

/** A type that is expected at a place, and why. */
export interface Expected {
  readonly type: Ty;
  readonly why: Why;
}

/** Why a type is expected. Everything that its message and hint need is in it. */
export type Why =
  /** The annotation of a `let`, a constant, or a lambda's parameter. */
  | { readonly kind: "annotation"; readonly of: string | undefined; readonly span: Span }
  /** The declared result of a function or lambda. */
  | { readonly kind: "result"; readonly of: string | undefined; readonly span: Span }
  /** The result of a lambda by what is expected of it. */
  | { readonly kind: "lambda"; readonly outer: Why; readonly frame: Frame }
  /** The result of a function without annotation: what its `?` made it. */
  | { readonly kind: "frame"; readonly frame: Frame }
  | { readonly kind: "test" }
  | {
      readonly kind: "argument";
      readonly index: number;
      /** As the user wrote it; undefined where it is no name. */
      readonly callee: string | undefined;
      readonly label: string | undefined;
      /** Where the callee's declaration is. */
      readonly place: { readonly source: SourceText; readonly span: Span } | undefined;
      readonly piped: boolean;
      /** The callee's name where it is of the group that is being inferred, without a type of its own yet. */
      readonly recursion: string | undefined;
    }
  | {
      readonly kind: "field";
      readonly constructor_: string;
      readonly field: string;
      readonly place: { readonly source: SourceText; readonly span: Span } | undefined;
    }
  /** A list's entry; the first one's span, and why the list's type is expected where it is. With `others` it is the first that is unlike the others, and the span is the second's. */
  | {
      readonly kind: "entry";
      readonly index: number;
      readonly first: Span;
      readonly others?: true;
      readonly outer: Why | undefined;
    }
  | { readonly kind: "rest" }
  /** A branch of `if` (`else`) or `match`; the first one's span. With `others` it is the first that is unlike the others, and the span is the second's. */
  | {
      readonly kind: "branch";
      readonly index: number;
      readonly of: "if" | "match";
      readonly first: Span;
      readonly others?: true;
    }
  /** `if` without `else`. */
  | { readonly kind: "then" }
  | { readonly kind: "condition" }
  | { readonly kind: "guard" }
  | {
      readonly kind: "operand";
      readonly operator: string;
      readonly side: "left" | "right" | "only";
      readonly other: Span | undefined;
      /** The whole, and what is expected of it where it has the type of its operands. */
      readonly whole: ResolvedKind<"binary"> | undefined;
      readonly result: Ty | undefined;
    }
  /** A statement that is not the last one of its block, whole. */
  | { readonly kind: "statement"; readonly whole: Span }
  | { readonly kind: "message" }
  | { readonly kind: "record"; readonly constructor_: string }
  /** A pattern has the type of what it is matched with. */
  | { readonly kind: "pattern"; readonly subject: Span | undefined }
  | { readonly kind: "alternative"; readonly name: string }
  /** What is made of a field or of a `?`, from before it was known which type that has; `what` begins a sentence. */
  | { readonly kind: "use"; readonly what: string };
