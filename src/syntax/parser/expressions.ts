import type { IToken, TokenType } from "chevrotain";
import type { Span } from "../../text/index.js";
import type { Argument, Expression, Stage } from "../ast.js";
import type { Token } from "../layout.js";
import { floatValue } from "../numbers.js";
import { Operators, type Tail } from "../operators.js";
import { report } from "../report.js";
import { decodeEscape } from "../strings.js";
import {
  Attempt,
  Bool,
  Colon,
  Comma,
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
  RightParen,
  Spread,
  StringEnd,
  StringStart,
  Text,
  True,
  Underscore,
  Upper,
} from "../tokens.js";
import { BlockParser } from "./blocks.js";

/** Expressions, by the table of LANGUAGE's "Lexis and layout"; operators in a row are put in order by `operators.ts`. */
export abstract class ExpressionParser extends BlockParser {
  readonly expression = this.RULE("expression", (): Expression => {
    if (!this.RECORDING_PHASE) return this.nextIs(Fail) ? this.SUBRULE(this.failure) : this.operation();
    return this.OR([{ ALT: () => this.SUBRULE(this.failure) }, { ALT: () => this.operation() }]);
  });

  private readonly failure = this.RULE("failure", (): Expression => {
    const start = this.CONSUME(Fail).startOffset;
    const message = this.SUBRULE(this.expression);
    return { kind: "fail", message, span: this.spanFrom(start) };
  });

  /** Operands with operators between them. */
  private operation(): Expression {
    const first = this.SUBRULE(this.operand);
    if (!this.RECORDING_PHASE && !this.nextIs(Infix) && !this.nextIs(Pipe)) return first;
    const tails: Tail[] = [];
    this.MANY({
      GATE: () => !this.startsOperand(this.next),
      DEF: () => {
        this.OR2([
          {
            ALT: () => {
              const operator = this.CONSUME(Pipe);
              tails.push({ operator, operand: this.SUBRULE(this.stage) });
            },
          },
          {
            ALT: () => {
              const operator = this.CONSUME(Infix);
              tails.push({ operator, operand: this.SUBRULE2(this.operand) });
            },
          },
        ]);
      },
    });
    return this.RECORDING_PHASE ? first : new Operators(this.source, this.diagnostics).fold(first, tails);
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
    const args = this.SUBRULE(this.args, { ARGS: [callee] });
    return { kind: "call", callee, arguments: args, span: this.spanFrom(start) };
  }

  private tried(operand: Expression, start: number): Expression {
    this.CONSUME(Question);
    return { kind: "try", operand, span: this.spanFrom(start) };
  }

  /** Is there more of a postfix expression? Arguments stand on the line of what they are for. */
  private goesOn(): boolean {
    const { tokenType, newline } = this.next;
    return tokenType === Dot || tokenType === Question || (tokenType === LeftParen && !newline);
  }

  private readonly member = this.RULE("member", () => {
    this.CONSUME(Dot);
    if (this.declarationNext) this.giveUp("member");
    return this.OR([
      { ALT: () => ({ name: this.nameOf(this.CONSUME(Lower)), capital: false }) },
      { ALT: () => ({ name: this.nameOf(this.CONSUME(Upper)), capital: true }) },
    ]);
  });

  private readonly args = this.RULE("args", (callee: Expression | undefined): Argument[] => {
    const items: Argument[] = [];
    const open = this.CONSUME(LeftParen);
    this.commas(
      open,
      "an argument",
      () => items.push(this.SUBRULE(this.argument)),
      (span) => items.push({ kind: "value", label: undefined, value: { kind: "error", span }, span }),
      (span) =>
        items.splice(-1, 1, { kind: "value", label: undefined, value: { kind: "error", span }, span }),
    );
    this.CONSUME(RightParen);
    this.ACTION(() => this.checkArguments(items, callee, open));
    const spread = items.find(isSpread);
    return spread ? [spread, ...items.filter((item) => !isSpread(item))] : items;
  });

  private readonly argument = this.RULE("argument", (): Argument => {
    const start = this.next.startOffset;
    return this.OR([
      {
        ALT: (): Argument => {
          this.CONSUME(Spread);
          return { kind: "spread", value: this.SUBRULE(this.expression), span: this.spanFrom(start) };
        },
      },
      {
        ALT: (): Argument => {
          const label = this.OPTION(() => {
            const name = this.nameOf(this.CONSUME(Lower));
            this.CONSUME(Colon);
            return name;
          });
          if (label && this.endsEntry()) return { kind: "punned", label, span: this.spanFrom(start) };
          return this.OR2([
            {
              ALT: (): Argument => {
                this.CONSUME(Underscore);
                return { kind: "hole", label, span: this.spanFrom(start) };
              },
            },
            {
              ALT: (): Argument => {
                const value = this.SUBRULE2(this.expression);
                return { kind: "value", label, value, span: this.spanFrom(start) };
              },
            },
          ]);
        },
      },
    ]);
  });

  private endsEntry(): boolean {
    return !this.RECORDING_PHASE && (this.nextIs(Comma) || this.nextIs(RightParen));
  }

  private checkArguments(items: readonly Argument[], callee: Expression | undefined, open: IToken): void {
    if (items.length === 0) {
      const name = callee?.kind === "access" && callee.capital ? callee.name : undefined;
      if (name) this.notEmpty(items, name, open.startOffset);
      else if (callee?.kind === "constructor") {
        this.notEmpty(items, { text: callee.name, span: callee.span }, open.startOffset);
      }
      return;
    }
    const labels = items.map((item) => (item.kind === "spread" ? undefined : item.label));
    this.unique(labels, "label");
    const update = items[0]?.kind === "spread";
    for (const [index, item] of items.entries()) {
      if (item.kind === "spread" && index > 0) {
        const hint = `Write \`${this.quote(item.span)}\` as the first argument.`;
        this.diagnostics.push(report("LK1047", this.source, item.span, {}, { hint }));
      } else if (update && item.kind !== "spread" && !item.label) {
        const hint = `Write the field's name before it: \`field: ${this.quote(item.span)}\`.`;
        this.diagnostics.push(report("LK1045", this.source, item.span, {}, { hint }));
      }
    }
  }

  /** What a pipe feeds: a function by its name, a lambda or anything in parentheses. */
  private readonly stage = this.RULE("stage", (): Stage => {
    const start = this.next.startOffset;
    const callee = this.OR([
      { ALT: () => this.constructorOf(this.CONSUME(Upper)) },
      { ALT: () => this.SUBRULE(this.stageName) },
      { ALT: () => this.SUBRULE(this.lambda) },
      { ALT: () => this.SUBRULE(this.parentheses) },
    ]);
    const args = this.OPTION2({
      GATE: () => !this.next.newline,
      DEF: () => this.SUBRULE(this.args, { ARGS: [callee] }),
    });
    const tries: Span[] = [];
    this.MANY(() => tries.push(this.spanOf(this.CONSUME(Question))));
    const stage: Stage = { callee, arguments: args, tries, span: this.spanFrom(start) };
    return !this.RECORDING_PHASE && this.goesOn() ? this.longStage(stage) : stage;
  });

  /** `f`, `m.f` or `m.C`. */
  private readonly stageName = this.RULE("stageName", (): Expression => {
    const token = this.CONSUME(Lower);
    const target: Expression = { kind: "name", name: token.image, span: this.spanOf(token) };
    return (
      this.OPTION((): Expression => {
        const { name, capital } = this.SUBRULE(this.member);
        return { kind: "access", target, name, capital, span: this.spanFrom(token.startOffset) };
      }) ?? target
    );
  });

  /** `x |> a.b.c`: more behind a stage than a stage can have. Reported, and read over. */
  private longStage(stage: Stage): Stage {
    const { start } = stage.span;
    const called = stage.arguments !== undefined || stage.tries.length > 0;
    let head = stage.span.end;
    let applied = false;
    while (this.goesOn()) {
      applied ||= this.nextIs(LeftParen);
      if (this.nextIs(Dot)) this.SUBRULE8(this.member);
      else if (this.nextIs(LeftParen)) this.SUBRULE9(this.args, { ARGS: [undefined] });
      else this.SKIP_TOKEN();
      if (!applied) head = this.spanFrom(start).end;
    }
    const span = this.spanFrom(start);
    const text = (from: number, to: number): string => this.quote({ start: from, end: to });
    const hint = called
      ? `Write \`(… |> ${this.quote(stage.span)})${text(stage.span.end, span.end)}\`.`
      : `Write \`|> (${text(start, head)})${text(head, span.end)}\`.`;
    this.diagnostics.push(report("LK1041", this.source, span, {}, { hint }));
    return { callee: { kind: "error", span }, arguments: undefined, tries: [], span };
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

  private constructorOf(token: IToken): Expression {
    return { kind: "constructor", name: token.image, span: this.spanOf(token) };
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

  /** One expression between brackets; whatever stands there, parsing goes on at the closing one. */
  private within(open: Token, parse: () => Expression): Expression {
    if (this.RECORDING_PHASE) return parse();
    const all = (): Expression => {
      const value = parse();
      if (this.next.depth > open.depth) this.giveUp("the end of the expression");
      return value;
    };
    return this.recovering(
      open.depth + 1,
      all,
      (span) => ({ kind: "error", span }),
      () => false,
    );
  }

  private readonly parentheses = this.RULE("parentheses", (): Expression => {
    const items: Expression[] = [];
    const open = this.CONSUME(LeftParen);
    this.commas(
      open,
      "an expression",
      () => items.push(this.SUBRULE(this.expression)),
      (span) => items.push({ kind: "error", span }),
      (span) => items.splice(-1, 1, { kind: "error", span }),
    );
    this.CONSUME(RightParen);
    const span = this.spanFrom(open.startOffset);
    const [only] = items;
    return only && items.length === 1
      ? { kind: "parenthesized", inner: only, span }
      : { kind: "tuple", items, span };
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

function isSpread(argument: Argument): boolean {
  return argument.kind === "spread";
}
