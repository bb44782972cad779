import type { IToken } from "chevrotain";
import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText, Span } from "../text/index.js";
import type { BinaryOperator, Expression, Stage } from "./ast.js";
import { endOf } from "./layout.js";
import { report } from "./report.js";

/** How tight an operator binds, loosest first. */
const precedences: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 3,
  "<=": 3,
  ">": 3,
  ">=": 3,
  "|>": 4,
  "+": 5,
  "-": 5,
  "++": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};
const comparison = 3;
const pipe = 4;

/** An operator and what stands to its right: a stage behind `|>`, else an operand. */
export interface Tail {
  readonly operator: IToken;
  readonly operand: Expression | Stage;
}

/**
 * Operands and operators in a row to a tree, by precedence climbing over an explicit stack ("shunting yard"). All are
 * left associative; comparisons do not chain, and no arithmetic continues a pipe: both are reported with the repair.
 */
export class Operators {
  private readonly operands: Expression[] = [];
  private readonly waiting: Tail[] = [];
  private chained = false;
  private readonly source: SourceText;
  private readonly diagnostics: Diagnostic[];

  constructor(source: SourceText, diagnostics: Diagnostic[]) {
    this.source = source;
    this.diagnostics = diagnostics;
  }

  /** @param first operand before the tails */
  fold(first: Expression, tails: readonly Tail[]): Expression {
    this.operands.push(first);
    for (const [index, tail] of tails.entries()) this.add(tail, tails[index - 1]);
    this.reduce(0);
    return this.operands[0]!;
  }

  private add(tail: Tail, before: Tail | undefined): void {
    let precedence = precedenceOf(tail);
    const last = this.operands[this.operands.length - 1]!;
    if (precedence > pipe) {
      if (before && precedenceOf(before) === pipe) {
        precedence = pipe;
        this.afterPipe(tail);
      } else if (last.kind === "attempt") {
        this.afterAttempt(tail, last);
        this.operands[this.operands.length - 1] = { kind: "error", span: last.span };
      }
    }
    this.reduce(precedence, precedence === comparison ? tail : undefined);
    if (tail.operator.image === "|>") this.operands.push(this.piped(this.operands.pop()!, tail));
    else {
      this.waiting.push(tail);
      this.operands.push(tail.operand as Expression);
    }
  }

  /** Applies what waits and binds at least as tight. */
  private reduce(precedence: number, chained?: Tail): void {
    while (this.waiting.length > 0) {
      const tail = this.waiting[this.waiting.length - 1]!;
      const tight = precedenceOf(tail);
      if (tight < precedence) return;
      const chain = chained !== undefined && tight === comparison;
      if (chain) this.comparisonChain(tail, chained);
      this.waiting.pop();
      const right = this.operands.pop()!;
      const left = this.operands.pop()!;
      if (chain) {
        this.operands.push({ kind: "error", span: { start: left.span.start, end: right.span.end } });
        continue;
      }
      this.operands.push({
        kind: "binary",
        operator: tail.operator.image as BinaryOperator,
        operatorSpan: spanOf(tail.operator),
        left,
        right,
        span: { start: left.span.start, end: right.span.end },
      });
    }
  }

  private piped(left: Expression, { operator, operand }: Tail): Expression {
    const stage = operand as Stage;
    const span = { start: left.span.start, end: stage.span.end };
    return { kind: "pipe", operatorSpan: spanOf(operator), left, stage, span };
  }

  private comparisonChain(first: Tail, second: Tail): void {
    if (this.chained) return;
    this.chained = true;
    const middle = this.operands[this.operands.length - 1]!;
    const left = this.operands[this.operands.length - 2]!;
    const right = second.operand as Expression;
    const text = (span: Span): string => quote(this.source, span);
    const repair = `${text(left.span)} ${first.operator.image} ${text(middle.span)} && ${text(middle.span)} ${second.operator.image} ${text(right.span)}`;
    this.diagnostics.push(
      report(
        "LK1036",
        this.source,
        { start: left.span.start, end: right.span.end },
        { first: first.operator.image, second: second.operator.image },
        { hint: `Write \`${repair}\`.` },
      ),
    );
  }

  /** `x |> f + 1`. */
  private afterPipe(tail: Tail): void {
    this.reduce(pipe);
    const left = this.operands[this.operands.length - 1]!;
    const right = tail.operand as Expression;
    const repair = `(${quote(this.source, left.span)}) ${tail.operator.image} ${quote(this.source, right.span)}`;
    this.diagnostics.push(
      report(
        "LK1037",
        this.source,
        spanOf(tail.operator),
        { operator: tail.operator.image },
        { hint: `Write \`${repair}\`, or give the second operand to the pipe's stage.` },
      ),
    );
  }

  /** `attempt 1 / 0`. */
  private afterAttempt(tail: Tail, left: Expression & { kind: "attempt" }): void {
    const right = tail.operand as Expression;
    const inner = quote(this.source, { start: left.operand.span.start, end: right.span.end });
    const taken = quote(this.source, left.operand.span);
    this.diagnostics.push(
      report(
        "LK1038",
        this.source,
        { start: left.span.start, end: right.span.end },
        { operator: tail.operator.image, taken },
        { hint: `Write \`attempt { ${inner} }\`.` },
      ),
    );
  }
}

function precedenceOf(tail: Tail): number {
  return precedences[tail.operator.image]!;
}

function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: endOf(token) };
}

/** Source text for a hint; what is long or has several lines is left out. */
export function quote(source: SourceText, span: Span): string {
  const text = source.text.slice(span.start, span.end);
  return text.length > 60 || text.includes("\n") ? "…" : text;
}
