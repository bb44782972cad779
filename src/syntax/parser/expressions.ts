import type { IOrAlt, IToken, TokenType } from "chevrotain";
import type { Span } from "../../text/index.js";
import type { Expression } from "../ast.js";
import type { Token } from "../layout.js";
import { floatValue } from "../numbers.js";
import { Operators, type Tail } from "../operators.js";
import { report } from "../report.js";
import { decodeEscape } from "../strings.js";
import {
  Attempt,
  Bool,
  Dot,
  Escape,
  Fail,
  Float,
  Fn,
  If,
  Infix,
  Int,
  InterpolationStart,
  LeftBrace,
  LeftBracket,
  LeftParen,
  Lower,
  Match,
  Not,
  Pipe,
  PlainString,
  Prefix,
  Question,
  RightBrace,
  RightBracket,
  Spread,
  StringEnd,
  StringStart,
  Text,
  True,
  Upper,
} from "../tokens.js";
import { CallParser } from "./calls.js";

/** Expressions, by the table of the reference ("How tightly operators bind"); operators in a row are put in order by `operators.ts`. */
export abstract class ExpressionParser extends CallParser {
  readonly expression = this.RULE("expression", (): Expression => {
    if (!this.RECORDING_PHASE) return this.nextIs(Fail) ? this.SUBRULE(this.failure) : this.operation();
    return this.OR([{ ALT: () => this.SUBRULE(this.failure) }, { ALT: () => this.operation() }]);
  });

  private readonly failure = this.RULE("failure", (): Expression => {
    // Without recursion, as for all prefixes, so that a row of them takes no stack.
    const starts: number[] = [];
    this.AT_LEAST_ONE(() => starts.push(this.CONSUME(Fail).startOffset));
    const message: Expression = this.SUBRULE(this.expression);
    return starts.reduceRight(
      (inner, start): Expression => ({ kind: "fail", message: inner, span: this.spanFrom(start) }),
      message,
    );
  });

  /** Operands with operators between them. */
  private operation(): Expression {
    const first = this.SUBRULE(this.operand);
    if (this.RECORDING_PHASE) {
      this.MANY(() => this.tail());
      return first;
    }
    if (!this.operatorNext()) return first;
    const tails: Tail[] = [];
    while (this.operatorNext()) tails.push(this.tail());
    return new Operators(this.source, this.diagnostics).fold(first, tails);
  }

  private operatorNext(): boolean {
    return (this.nextIs(Infix) || this.nextIs(Pipe)) && !this.startsOperand(this.next);
  }

  private tails: IOrAlt<Tail>[] | undefined;

  private tail(): Tail {
    this.tails ??= [
      { ALT: () => ({ operator: this.CONSUME(Pipe), operand: this.SUBRULE(this.stage) }) },
      { ALT: () => ({ operator: this.CONSUME(Infix), operand: this.SUBRULE2(this.operand) }) },
    ];
    return this.OR2(this.tails);
  }

  /** Prefix operators, what they stand before, and what follows that without a blank of meaning: `.`, `?`, arguments. */
  private readonly operand = this.RULE("operand", (): Expression => {
    let prefixes: IToken[] | undefined;
    if (this.RECORDING_PHASE || this.nextIs(Prefix)) {
      this.MANY(() => {
        prefixes ??= [];
        prefixes.push(this.CONSUME(Prefix));
      });
    }
    if (this.nextIs(Fail)) return this.misplacedFail(prefixes?.at(-1));
    const operand = this.postfix(this.next.startOffset);
    if (this.RECORDING_PHASE || !prefixes) return operand;
    return prefixes.reduceRight((inner, token) => this.prefixed(token, inner), operand);
  });

  private prefixed(token: IToken, operand: Expression): Expression {
    const span = { start: token.startOffset, end: operand.span.end };
    if (token.tokenType === Attempt) return { kind: "attempt", operand, span };
    return { kind: "unary", operator: token.tokenType === Not ? "!" : "-", operand, span };
  }

  /** `fail` is loosest of all, so it stands at the beginning of an expression only: `a || fail "x"`. */
  private misplacedFail(prefix: IToken | undefined): Expression {
    const start = this.next.startOffset;
    const failure = this.SUBRULE9(this.expression);
    const span = this.spanFrom(start);
    const attempted = prefix?.tokenType === Attempt;
    const text = this.quote(span);
    this.diagnostics.push(
      report(
        attempted ? "LK1039" : "LK1040",
        this.source,
        span,
        {},
        {
          hint: attempted ? `Write \`attempt { ${text} }\`.` : `Write \`(${text})\`.`,
        },
      ),
    );
    return failure;
  }

  private postfix(start: number): Expression {
    let expression = this.primary();
    if (this.RECORDING_PHASE) this.recordSuffixes(expression);
    else while (this.goesOn()) expression = this.suffixed(expression, start);
    return expression;
  }

  private suffixed(target: Expression, start: number): Expression {
    if (this.nextIs(Dot)) return this.accessed(target, start);
    return this.nextIs(LeftParen) ? this.called(target, start) : this.tried(target, start);
  }

  private recordSuffixes(target: Expression): void {
    this.MANY2(() =>
      this.OR2([
        { ALT: () => this.accessed(target, 0) },
        { ALT: () => this.called(target, 0) },
        { ALT: () => this.tried(target, 0) },
      ]),
    );
  }

  private accessed(target: Expression, start: number): Expression {
    const { name, capital } = this.SUBRULE(this.member);
    return { kind: "access", target, name, capital, span: this.spanFrom(start) };
  }

  private called(callee: Expression, start: number): Expression {
    const args = this.SUBRULE(this.args);
    return { kind: "call", callee, arguments: args, span: this.spanFrom(start) };
  }

  private tried(operand: Expression, start: number): Expression {
    this.CONSUME(Question);
    return { kind: "try", operand, span: this.spanFrom(start) };
  }

  /** What an operand begins with, by its first token. */
  private readonly primaries: readonly (readonly [TokenType, () => Expression])[] = [
    [Lower, () => this.variableOf(this.CONSUME(Lower))],
    [Upper, () => this.constructorOf(this.CONSUME(Upper))],
    [Int, () => this.intExpression(this.CONSUME(Int))],
    [Float, () => this.floatExpression(this.CONSUME(Float))],
    [Bool, () => this.boolExpression(this.CONSUME(Bool))],
    [PlainString, () => this.stringExpression(this.CONSUME(PlainString))],
    [StringStart, () => this.SUBRULE(this.interpolated)],
    [LeftParen, () => this.SUBRULE(this.parentheses)],
    [LeftBracket, () => this.SUBRULE(this.list)],
    [LeftBrace, () => this.SUBRULE(this.block)],
    [If, () => this.SUBRULE(this.conditional)],
    [Match, () => this.SUBRULE(this.match)],
    [Fn, () => this.SUBRULE(this.lambda)],
  ];
  private byToken: Map<number, () => Expression> | undefined;

  /**
   * One of the alternatives above. They are told apart by a table of our own rather than by `OR`, whose frames would
   * halve the depth to which brackets may nest.
   */
  private primary(): Expression {
    if (this.RECORDING_PHASE) return this.OR(this.primaries.map(([, ALT]) => ({ ALT })));
    this.byToken ??= new Map(
      this.primaries.flatMap(([type, parse]) =>
        [type.tokenTypeIdx!, ...(type.categoryMatches ?? [])].map((index) => [index, parse] as const),
      ),
    );
    const parse = this.declarationNext ? undefined : this.byToken.get(this.next.tokenTypeIdx);
    return parse ? parse() : this.giveUp("expression");
  }

  private variableOf(token: IToken): Expression {
    return { kind: "name", name: token.image, span: this.spanOf(token) };
  }

  private intExpression(token: IToken): Expression {
    return { kind: "int", value: this.intOf(token), span: this.spanOf(token) };
  }

  private floatExpression(token: IToken): Expression {
    return { kind: "float", value: floatValue(token.image), span: this.spanOf(token) };
  }

  private boolExpression(token: IToken): Expression {
    return { kind: "bool", value: token.tokenType === True, span: this.spanOf(token) };
  }

  private stringExpression(token: IToken): Expression {
    return { kind: "string", parts: [this.plainText(token)], span: this.spanOf(token) };
  }

  /** A string with expressions in it: parts of text and expressions, no empty text among them. */
  private readonly interpolated = this.RULE("interpolated", (): Expression => {
    const { startOffset } = this.CONSUME(StringStart);
    const parts: (string | Expression)[] = [];
    let text = "";
    this.MANY(() =>
      this.OR([
        {
          ALT: () => {
            const token = this.CONSUME(Text);
            text += token.tokenType === Escape ? (decodeEscape(token.image) ?? "") : token.image;
          },
        },
        {
          ALT: () => {
            if (text !== "") parts.push(text);
            text = "";
            parts.push(this.SUBRULE(this.interpolation));
          },
        },
      ]),
    );
    this.CONSUME(StringEnd);
    if (text !== "") parts.push(text);
    return { kind: "string", parts, span: this.spanFrom(startOffset) };
  });

  private readonly interpolation = this.RULE("interpolation", (): Expression => {
    const open = this.CONSUME(InterpolationStart) as Token;
    const value = this.within(open, () => this.SUBRULE(this.expression));
    this.CONSUME(RightBrace);
    return value;
  });

  private readonly list = this.RULE("list", (): Expression => {
    const items: Expression[] = [];
    let rest: Expression | undefined;
    let restSpan: Span | undefined;
    const open = this.CONSUME(LeftBracket);
    this.commas(
      open,
      "an element",
      () => {
        if (restSpan) this.notLast(restSpan);
        this.OR([
          {
            ALT: () => {
              const start = this.CONSUME(Spread).startOffset;
              rest = this.SUBRULE(this.expression);
              restSpan = this.spanFrom(start);
            },
          },
          { ALT: () => items.push(this.SUBRULE2(this.expression)) },
        ]);
      },
      (span) => items.push({ kind: "error", span }),
      (span) => items.splice(-1, 1, { kind: "error", span }),
    );
    this.CONSUME(RightBracket);
    return { kind: "list", items, rest, span: this.spanFrom(open.startOffset) };
  });
}
