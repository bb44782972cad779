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
  private readonly source: SourceText;
  private readonly diagnostics: Diagnostic[];

  constructor(source: SourceText, diagnostics: Diagnostic[]) {
    this.source = source;
    this.diagnostics = diagnostics;
  }

  /** @param first operand before the tails */
  fold(first: Expression, tails: readonly Tail[]): Expression {
    this.comparisonChains(first, tails);
    this.operands.push(first);
    for (const index of tails.keys()) this.add(tails, index);
    this.reduce(0);
    return this.operands[0]!;
  }

  private add(tails: readonly Tail[], index: number): void {
    const tail = tails[index]!;
    const before = tails[index - 1];
    let precedence = precedenceOf(tail);
    const last = this.operands[this.operands.length - 1]!;
    if (precedence > pipe) {
      if (before && precedenceOf(before) === pipe) {
        precedence = pipe;
        this.afterPipe(tail);
      } else if (last.kind === "attempt") {
        this.afterAttempt(tails.slice(index), last);
        this.operands[this.operands.length - 1] = { kind: "error", span: last.span };
      }
    }
    this.reduce(precedence);
    if (tail.operator.image === "|>") this.operands.push(this.piped(this.operands.pop()!, tail));
    else {
      this.waiting.push(tail);
      this.operands.push(tail.operand as Expression);
    }
  }

  /** Applies what waits and binds at least as tight. */
  private reduce(precedence: number): void {
    while (this.waiting.length > 0) {
      const tail = this.waiting[this.waiting.length - 1]!;
      const tight = precedenceOf(tail);
      if (tight < precedence) return;
      this.waiting.pop();
      const right = this.operands.pop()!;
      const left = this.operands.pop()!;
      // A second comparison takes the first as its operand: reported as a chain.
      if (tight === comparison && precedence === comparison) {
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

  /** `a < b < c`: more than one comparison between two of `&&` and `||`. */
  private comparisonChains(first: Expression, tails: readonly Tail[]): void {
    let compared = [first.span];
    let comparisons: IToken[] = [];
    for (const tail of tails) {
      const { span } = tail.operand;
      const precedence = precedenceOf(tail);
      if (precedence > comparison) compared.push({ start: compared.pop()!.start, end: span.end });
      else if (precedence === comparison) {
        comparisons.push(tail.operator);
        compared.push(span);
      } else {
        this.comparisonChain(compared, comparisons);
        compared = [span];
        comparisons = [];
      }
    }
    this.comparisonChain(compared, comparisons);
  }

  private comparisonChain(compared: readonly Span[], comparisons: readonly IToken[]): void {
    const [first, second] = comparisons;
    if (!first || !second) return;
    const texts = compared.map((span) => quote(this.source, span));
    const repair = comparisons.map(({ image }, at) => `${texts[at]} ${image} ${texts[at + 1]}`).join(" && ");
    this.diagnostics.push(
      report(
        "LK1036",
        this.source,
        { start: compared[0]!.start, end: compared.at(-1)!.end },
        { first: first.image, second: second.image },
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

  /** `attempt 1 / 0`: what is meant goes on as far as sums and products do. */
  private afterAttempt(tails: readonly Tail[], left: Expression & { kind: "attempt" }): void {
    const other = tails.findIndex((tail) => precedenceOf(tail) <= pipe);
    const last = tails.at(other === -1 ? -1 : other - 1)!;
    const inner = quote(this.source, { start: left.operand.span.start, end: last.operand.span.end });
    const taken = quote(this.source, left.operand.span);
    this.diagnostics.push(
      report(
        "LK1038",
        this.source,
        { start: left.span.start, end: last.operand.span.end },
        { operator: tails[0]!.operator.image, taken },
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
