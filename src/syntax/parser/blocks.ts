import type { IOrAlt, ParserMethod, TokenType } from "chevrotain";
import type {
  Arm,
  BlockExpression,
  Expression,
  IfExpression,
  LambdaParameter,
  Pattern,
  Statement,
  TypeNode,
} from "../ast.js";
import type { Token } from "../layout.js";
import { report } from "../report.js";
import { is } from "../starts.js";
import {
  Arrow,
  Colon,
  Comma,
  Else,
  Equals,
  Fn,
  If,
  LeftBrace,
  LeftParen,
  Let,
  Lower,
  Match,
  RightBrace,
  RightParen,
  Upper,
} from "../tokens.js";
import { PatternParser } from "./patterns.js";
import { Unexpected } from "./unexpected.js";

/** Where a type that cannot be parsed ends at the latest. */
const afterTypes: ReadonlySet<TokenType> = new Set([Comma, Equals, LeftBrace]);

/** What has a body between braces: blocks, `if`, `match`, lambdas. */
export abstract class BlockParser extends PatternParser {
  protected abstract readonly expression: ParserMethod<[], Expression>;

  readonly block = this.RULE("block", (): BlockExpression => {
    const statements: Statement[] = [];
    const open = this.CONSUME(LeftBrace) as Token;
    this.entries({
      depth: open.depth + 1,
      separator: "line",
      noun: "a statement",
      entry: () => statements.push(this.SUBRULE(this.statement)),
      failed: (span) => statements.push({ kind: "expression", expression: { kind: "error", span }, span }),
      spoiled: (span) => {
        const last = statements.pop();
        const lost: Expression = { kind: "error", span };
        statements.push(this.spoiledStatement(last, lost));
      },
    });
    this.CONSUME(RightBrace);
    this.endsInValue(statements);
    return { kind: "block", statements, span: this.spanFrom(open.startOffset) };
  });

  /** What is left of a statement that went on wrongly: the names of a `let`, also of `x = 1`, which lacks its word. */
  private spoiledStatement(last: Statement | undefined, lost: Expression): Statement {
    if (last?.kind === "let") return { ...last, value: lost };
    const { span } = lost;
    if (last?.expression.kind === "name") {
      const behind = this.source.text.slice(last.span.end, span.end);
      const { name } = last.expression;
      // `x = 1`, `x := 1`; `var x = 1`, `const x: Int = 1`.
      const own = /^\s*:?=(?![>=])/.test(behind);
      const [, blank, other] = /^(\s+)([a-z_]\w*)\s*(?::[^=]*)?=(?![>=])/.exec(behind) ?? [];
      if (own || other !== undefined) {
        const start = last.span.end + (blank?.length ?? 0);
        const pattern: Pattern = {
          kind: "variable",
          name: other ?? name,
          span: other === undefined ? last.span : { start, end: start + other.length },
        };
        return { kind: "let", pattern, annotation: undefined, value: lost, span };
      }
    }
    return { kind: "expression", expression: lost, span };
  }

  /** The value of a block is its last expression, so its last statement is none that only names a value. */
  private endsInValue(statements: readonly Statement[]): void {
    const last = statements.at(-1);
    if (last?.kind !== "let" || last.value.kind === "error" || this.faulty(last.span)) return;
    const hint =
      last.pattern.kind === "variable"
        ? `Write \`${last.pattern.name}\` below it for its value, or \`()\` for none.`
        : "Write the block's value below it, or `()` for none.";
    this.diagnostics.push(report("LK1043", this.source, last.span, {}, { hint }));
  }

  private statements: IOrAlt<Statement>[] | undefined;

  private readonly statement = this.RULE("statement", (): Statement => {
    this.statements ??= [
      { ALT: () => this.SUBRULE(this.binding) },
      {
        ALT: () => {
          const expression = this.SUBRULE(this.expression);
          return { kind: "expression", expression, span: expression.span };
        },
      },
    ];
    return this.OR(this.statements);
  });

  private readonly binding = this.RULE("binding", (): Statement => {
    const start = this.CONSUME(Let) as Token;
    if (!this.RECORDING_PHASE) this.withoutMut();
    const pattern = this.tupleOf(this.SUBRULE(this.pattern));
    const annotation = this.OPTION(() => this.SUBRULE(this.annotation));
    const value = this.initial(start.depth, () => {
      this.CONSUME(Equals);
      return this.SUBRULE(this.expression);
    });
    return { kind: "let", pattern, annotation, value, span: this.spanFrom(start.startOffset) };
  });

  /** `let a, b = …`, a tuple without its parentheses: reported, and read on. */
  private tupleOf(first: Pattern): Pattern {
    if (this.RECORDING_PHASE || !this.nextIs(Comma)) return first;
    const text = this.source.text.slice(first.span.start);
    const names = /^([a-z_]\w*(?:\s*,\s*[a-z_]\w*)+)\s*=/.exec(text)?.[1];
    if (names === undefined) return first;
    const items: Pattern[] = [first];
    const { length } = names;
    const span = { start: first.span.start, end: first.span.start + length };
    const fix = [
      { span: { start: span.start, end: span.start }, text: "(" },
      { span: { start: span.end, end: span.end }, text: ")" },
    ];
    const hint = `A tuple stands in parentheses: \`let (${names}) = …\`.`;
    this.diagnostics.push(report("LK1057", this.source, span, {}, { hint, fix }));
    while (this.nextIs(Comma)) {
      this.SKIP_TOKEN();
      const name = this.next;
      items.push({ kind: "variable", name: name.image, span: this.spanOf(name) });
      this.SKIP_TOKEN();
    }
    return { kind: "tuple", items, span };
  }

  /** `let mut x`: reported, and read on. */
  private withoutMut(): void {
    if (this.next.image !== "mut" || !is(this.LA(2), Lower) || (this.LA(2) as Token).newline) return;
    this.complain(new Unexpected("Equals", this.next));
    this.SKIP_TOKEN();
  }

  /** The value that a name gets; where it cannot be parsed the name is there all the same. */
  protected initial(depth: number, parse: () => Expression): Expression {
    if (this.RECORDING_PHASE) return parse();
    const failed = (span: { start: number; end: number }): Expression => ({ kind: "error", span });
    return this.recovering(depth, parse, failed, (token) => token.newline && !this.continuesLine(token));
  }

  protected readonly annotation = this.RULE("annotation", (): TypeNode => {
    const colon = this.CONSUME(Colon) as Token;
    return this.typeOrError(colon.depth);
  });

  protected readonly result = this.RULE("result", (): TypeNode => {
    const arrow = this.CONSUME(Arrow) as Token;
    return this.typeOrError(arrow.depth);
  });

  /** A type; where it cannot be parsed, what it was to belong to is there all the same. */
  protected typeOrError(depth: number): TypeNode {
    const parse = (): TypeNode => this.SUBRULE(this.type);
    if (this.RECORDING_PHASE) return parse();
    return this.recovering(
      depth,
      parse,
      (span) => ({ kind: "error", span }),
      (token) => this.endsType(token),
    );
  }

  private endsType(token: Token): boolean {
    return afterTypes.has(token.tokenType) || (token.newline && !this.continuesLine(token));
  }

  /** `x Int`, which lacks its colon: reported, and read on. */
  protected missingColon(): TypeNode | undefined {
    if (this.RECORDING_PHASE || !this.nextIs(Upper) || this.next.newline) return undefined;
    this.complain(new Unexpected("a comma", this.next, { after: "a parameter" }));
    return this.typeOrError(this.next.depth);
  }

  protected readonly conditional = this.RULE("conditional", (): IfExpression => {
    const start = this.CONSUME(If).startOffset;
    const condition = this.SUBRULE(this.expression);
    const then = this.SUBRULE(this.block);
    const otherwise = this.OPTION(() => {
      this.CONSUME(Else);
      return this.OR([
        { ALT: (): BlockExpression | IfExpression => this.SUBRULE(this.conditional) },
        { ALT: (): BlockExpression | IfExpression => this.SUBRULE2(this.block) },
      ]);
    });
    return { kind: "if", condition, then, otherwise, span: this.spanFrom(start) };
  });

  protected readonly match = this.RULE("match", (): Expression => {
    const start = this.CONSUME(Match).startOffset;
    const subject = this.SUBRULE(this.expression);
    const open = this.CONSUME(LeftBrace) as Token;
    const arms: Arm[] = [];
    if (!this.RECORDING_PHASE && this.next.depth === open.depth) this.giveUp("arm");
    this.entries({
      depth: open.depth + 1,
      separator: "either",
      noun: "an arm",
      entry: () => arms.push(this.SUBRULE(this.arm)),
      failed: (span) =>
        arms.push({
          pattern: { kind: "error", span },
          guard: undefined,
          body: { kind: "error", span },
          span,
        }),
      spoiled: (span) => arms.push({ ...arms.pop()!, body: { kind: "error", span } }),
    });
    this.CONSUME(RightBrace);
    return { kind: "match", subject, arms, span: this.spanFrom(start) };
  });

  private readonly arm = this.RULE("arm", (): Arm => {
    const { startOffset } = this.next;
    const pattern = this.SUBRULE(this.pattern);
    const guard = this.OPTION(() => {
      this.CONSUME(If);
      return this.SUBRULE(this.expression);
    });
    if (!this.foreignArrow()) this.CONSUME(Arrow);
    const body = this.SUBRULE2(this.expression);
    return { pattern, guard, body, span: this.spanFrom(startOffset) };
  });

  /** `=>` in the place of `->`: reported, and read on. */
  private foreignArrow(): boolean {
    if (this.RECORDING_PHASE || this.next.image !== "=>") return false;
    this.complain(new Unexpected("Arrow", this.next));
    this.SKIP_TOKEN();
    return true;
  }

  protected readonly lambda = this.RULE("lambda", (): Expression => {
    const start = this.CONSUME(Fn).startOffset;
    const parameters: LambdaParameter[] = [];
    const open = this.CONSUME(LeftParen);
    this.commas(
      open,
      "a parameter",
      () => parameters.push(this.SUBRULE(this.lambdaParameter)),
      (span) => parameters.push({ pattern: { kind: "error", span }, annotation: undefined, span }),
    );
    this.CONSUME(RightParen);
    const result = this.OPTION(() => this.SUBRULE(this.result));
    const body = this.SUBRULE(this.block);
    return { kind: "lambda", parameters, result, body, span: this.spanFrom(start) };
  });

  private readonly lambdaParameter = this.RULE("lambdaParameter", (): LambdaParameter => {
    const { startOffset } = this.next;
    const pattern = this.SUBRULE(this.pattern);
    const annotation = this.OPTION(() => this.SUBRULE(this.annotation));
    return { pattern, annotation, span: this.spanFrom(startOffset) };
  });
}
