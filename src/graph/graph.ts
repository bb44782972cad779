import type { Span } from "../text/index.js";
import type {
  FunctionAttributes,
  QualifiedName,
  Type,
  TypedExpression,
  TypedFunction,
  TypedTest,
} from "../types/typed.js";

/**
 * The static graph that pipelines lower to. A pipeline is a list of steps in program order (A-normal form). Its values live in
 * slots: slot `p` below the number of parameters is a parameter, slot `parameters + i` is what step `i` gives. Every operand
 * is a slot; every pure expression is a glue step. Branches, `attempt` bodies and the functions of fan-outs are nameless
 * pipelines whose last parameters are what they capture.
 */
export interface Graph {
  readonly pipelines: readonly Pipeline[];
  readonly services: readonly Service[];
  readonly tests: readonly TestPipeline[];
}

/** A node or a named pipeline, deployed as a function of its own. */
export interface Service {
  /** `shop-stats-price-line`. */
  readonly name: string;
  readonly kind: "node" | "pipeline";
  readonly function: TypedFunction;
  readonly attributes: FunctionAttributes;
}

export interface Pipeline {
  /** `shop/stats.report`, a nameless one `shop/stats.report#1`, numbered in program order. */
  readonly id: string;
  /** The declaration that it was written in. */
  readonly declaration: QualifiedName;
  /** Service of the named pipeline around it; undefined in tests. */
  readonly service: string | undefined;
  /**
   * How it shows in a trace. `own`: a named pipeline or a lambda, a frame with the line of the call within. `branch`: a branch or
   * an attempt body, its line stands in place of the line of the step around it. `partial`: the function of a fan-out without a
   * lambda, only the fan-out's own line shows.
   */
  readonly frame: "own" | "branch" | "partial";
  readonly parameters: readonly Slot[];
  readonly steps: readonly Step[];
  /** Slot of the result. */
  readonly result: number;
  readonly resultType: Type;
}

export interface Slot {
  /** As written, or a made name where the value has none; for generated code. */
  readonly name: string;
  /** The local's id in the expressions of glue. */
  readonly id: number;
  readonly type: Type;
}

interface StepBase {
  /** The slot that the step gives. */
  readonly gives: Slot;
  /** The line that a trace names. */
  readonly line: number;
  /** Of the expression that it was made of. */
  readonly span: Span;
}

export type Step = StepBase &
  /** A pure expression over slots: locals in `expression` are the ids of the slots in `inputs`. `name` is the Python function's. */
  (
    | {
        readonly kind: "glue";
        readonly inputs: readonly number[];
        readonly expression: TypedExpression;
        readonly name: string;
      }
    /** Call of a node. */
    | { readonly kind: "call"; readonly target: QualifiedName; readonly arguments: readonly number[] }
    /** Call of a named pipeline; `tail`: it takes the place of its caller's frame. */
    | {
        readonly kind: "pipeline";
        readonly target: QualifiedName;
        readonly arguments: readonly number[];
        readonly tail: boolean;
      }
    /** Body's parameters: the element, then the captures. */
    | {
        readonly kind: "map";
        readonly over: number;
        readonly body: string;
        readonly captures: readonly number[];
      }
    /** Body's parameters: the accumulator, the element, then the captures. */
    | {
        readonly kind: "fold";
        readonly over: number;
        readonly initial: number;
        readonly body: string;
        readonly captures: readonly number[];
      }
    /**
     * `select` is glue that gives the index of the branch and what its pattern binds. The parameters of branch `k` are what it
     * binds, then `captures[k]`. `tail`: the branch takes the place of its caller's frame.
     */
    | {
        readonly kind: "choose";
        readonly inputs: readonly number[];
        readonly select: Selection;
        readonly name: string;
        readonly branches: readonly Branch[];
        readonly tail: boolean;
      }
    /** Gives a `Result(a, Failure)`; the body's parameters are the captures. */
    | { readonly kind: "attempt"; readonly body: string; readonly captures: readonly number[] }
  );

export interface Branch {
  readonly body: string;
  readonly captures: readonly number[];
  /** What the pattern binds, in the order of the body's first parameters. */
  readonly binds: readonly Slot[];
}

/** How a choose decides: a condition (branch 0 where it holds, else 1), or the arms of a match. */
export type Selection =
  | { readonly kind: "if"; readonly condition: TypedExpression }
  | {
      readonly kind: "match";
      readonly subject: TypedExpression;
      readonly arms: readonly {
        readonly pattern: import("../types/typed.js").TypedPattern;
        readonly guard: TypedExpression | undefined;
        readonly line: number;
      }[];
    };

/** A test's body as a pipeline without parameters. */
export interface TestPipeline {
  readonly test: TypedTest;
  /** `main#test1`. Its result is a Bool, or where the body ends in a comparison `(Bool, left, right)` with both sides as text. */
  readonly pipeline: string;
  readonly compares: boolean;
}
