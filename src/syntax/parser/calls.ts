import type { IOrAlt, IToken } from "chevrotain";
import type { Span } from "../../text/index.js";
import type { Argument, Expression, Name, Stage } from "../ast.js";
import type { Token } from "../layout.js";
import { report } from "../report.js";
import {
  Colon,
  Comma,
  Dot,
  LeftParen,
  Lower,
  Question,
  RightParen,
  Spread,
  Underscore,
  Upper,
} from "../tokens.js";
import { BlockParser } from "./blocks.js";

/** Calls: members, arguments, and the stages of pipes. */
export abstract class CallParser extends BlockParser {
  /** Is there more of a postfix expression? Arguments stand on the line of what they are for. */
  protected goesOn(): boolean {
    const { tokenType, newline } = this.next;
    return tokenType === Dot || tokenType === Question || (tokenType === LeftParen && !newline);
  }

  private members: IOrAlt<{ name: Name; capital: boolean }>[] | undefined;

  protected readonly member = this.RULE("member", () => {
    this.CONSUME(Dot);
    if (this.declarationNext) this.giveUp("member");
    this.members ??= [
      { ALT: () => ({ name: this.nameOf(this.CONSUME(Lower)), capital: false }) },
      { ALT: () => ({ name: this.nameOf(this.CONSUME(Upper)), capital: true }) },
    ];
    return this.OR(this.members);
  });

  protected readonly args = this.RULE("args", (): Argument[] => {
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
    this.ACTION(() => this.checkArguments(items));
    const spread = items.find(isSpread);
    return spread ? [spread, ...items.filter((item) => !isSpread(item))] : items;
  });

  private argumentForms: IOrAlt<Argument>[] | undefined;

  private readonly argument = this.RULE("argument", (): Argument => {
    this.argumentForms ??= [{ ALT: () => this.spreadArgument() }, { ALT: () => this.plainArgument() }];
    return this.OR(this.argumentForms);
  });

  private spreadArgument(): Argument {
    const start = this.CONSUME(Spread).startOffset;
    return { kind: "spread", value: this.SUBRULE(this.expression), span: this.spanFrom(start) };
  }

  private readonly label = (): Name => {
    const name = this.nameOf(this.CONSUME(Lower));
    this.CONSUME(Colon);
    return name;
  };

  /** What an argument gives; undefined for a hole. */
  private argumentValues: IOrAlt<Expression | undefined>[] | undefined;

  private plainArgument(): Argument {
    const start = this.next.startOffset;
    const label = this.OPTION(this.label);
    if (label && this.endsEntry()) return { kind: "punned", label, span: this.spanFrom(start) };
    this.argumentValues ??= [
      { ALT: () => void this.CONSUME(Underscore) },
      { ALT: () => this.SUBRULE2(this.expression) },
    ];
    const value = this.OR2(this.argumentValues);
    const span = this.spanFrom(start);
    return value ? { kind: "value", label, value, span } : { kind: "hole", label, span };
  }

  private endsEntry(): boolean {
    return !this.RECORDING_PHASE && (this.nextIs(Comma) || this.nextIs(RightParen));
  }

  private checkArguments(items: readonly Argument[]): void {
    const labels = items.map((item) => (item.kind === "spread" ? undefined : item.label));
    this.unique(labels, "label");
    const update = items[0]?.kind === "spread";
    for (const [index, item] of items.entries()) {
      if (item.kind === "spread" && index > 0) {
        const hint = `Write \`${this.quote(item.span)}\` as the first argument.`;
        this.diagnostics.push(report("LK1047", this.source, item.span, {}, { hint }));
      } else if (update && item.kind !== "spread" && !item.label && !isLost(item)) {
        const hint = `Write the field's name before it: \`field: ${this.quote(item.span)}\`.`;
        this.diagnostics.push(report("LK1045", this.source, item.span, {}, { hint }));
      }
    }
  }

  /** What a pipe feeds: a function by its name, a lambda or anything in parentheses. */
  protected readonly stage = this.RULE("stage", (): Stage => {
    const start = this.next.startOffset;
    const callee = this.OR([
      { ALT: () => this.constructorOf(this.CONSUME(Upper)) },
      { ALT: () => this.SUBRULE(this.stageName) },
      { ALT: () => this.SUBRULE(this.lambda) },
      { ALT: () => this.SUBRULE(this.parenthesized) },
    ]);
    const args = this.OPTION2({
      GATE: () => !this.next.newline,
      DEF: () => this.SUBRULE(this.args),
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
      else if (this.nextIs(LeftParen)) this.SUBRULE9(this.args);
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

  protected constructorOf(token: IToken): Expression {
    return { kind: "constructor", name: token.image, span: this.spanOf(token) };
  }

  /** One expression between brackets; whatever stands there, parsing goes on at the closing one. */
  protected within(open: Token, parse: () => Expression): Expression {
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

  /** Exactly one expression in parentheses: what a pipe feeds is no tuple. */
  private readonly parenthesized = this.RULE("parenthesized", (): Expression => {
    const open = this.CONSUME(LeftParen) as Token;
    const inner = this.within(open, () => this.SUBRULE(this.expression));
    this.CONSUME(RightParen);
    return { kind: "parenthesized", inner, span: this.spanFrom(open.startOffset) };
  });

  protected readonly parentheses = this.RULE("parentheses", (): Expression => {
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
}

function isSpread(argument: Argument): boolean {
  return argument.kind === "spread";
}

function isLost(item: Argument): boolean {
  return item.kind === "value" && item.value.kind === "error";
}
