import type { IOrAlt, IToken } from "chevrotain";
import type { ListRest, Name, Pattern, PatternArgument } from "../ast.js";
import {
  As,
  Bar,
  Bool,
  Colon,
  Dot,
  Int,
  LeftBracket,
  LeftParen,
  Lower,
  Minus,
  PlainString,
  RightBracket,
  RightParen,
  Spread,
  True,
  Underscore,
  Upper,
} from "../tokens.js";
import { TypeParser } from "./types.js";

/** Patterns: of `match` arms, of `let` and of lambda parameters. */
export abstract class PatternParser extends TypeParser {
  readonly pattern = this.RULE("pattern", (): Pattern => {
    const start = this.next.startOffset;
    const first = this.SUBRULE(this.simplePattern);
    if (!this.RECORDING_PHASE && !this.nextIs(Bar) && !this.nextIs(As)) return first;
    let options: Pattern[] | undefined;
    this.MANY(() => {
      this.CONSUME(Bar);
      options ??= [first];
      options.push(this.SUBRULE2(this.simplePattern));
    });
    const pattern: Pattern = options ? { kind: "alternatives", options, span: this.spanFrom(start) } : first;
    return (
      this.OPTION((): Pattern => {
        this.CONSUME(As);
        const name = this.variableName(this.CONSUME(Lower));
        return { kind: "as", pattern, name, span: this.spanFrom(start) };
      }) ?? pattern
    );
  });

  private simplePatterns: IOrAlt<Pattern>[] | undefined;

  private readonly simplePattern = this.RULE("simplePattern", (): Pattern => {
    this.simplePatterns ??= [
      { ALT: () => ({ kind: "wildcard", span: this.spanOf(this.CONSUME(Underscore)) }) },
      { ALT: () => this.SUBRULE(this.intPattern) },
      { ALT: () => this.stringPattern(this.CONSUME(PlainString)) },
      { ALT: () => this.boolPattern(this.CONSUME(Bool)) },
      { ALT: () => this.SUBRULE(this.namedPattern) },
      { ALT: () => this.SUBRULE(this.constructorPattern, { ARGS: [undefined] }) },
      { ALT: () => this.SUBRULE(this.tuplePattern) },
      { ALT: () => this.SUBRULE(this.listPattern) },
    ];
    return this.OR(this.simplePatterns);
  });

  private readonly intPattern = this.RULE("intPattern", (): Pattern => {
    const start = this.next.startOffset;
    const minus = this.OPTION(() => this.CONSUME(Minus));
    const value = this.intOf(this.CONSUME(Int));
    return { kind: "int", value: minus ? -value : value, span: this.spanFrom(start) };
  });

  private boolPattern(token: IToken): Pattern {
    return { kind: "bool", value: token.tokenType === True, span: this.spanOf(token) };
  }

  private stringPattern(token: IToken): Pattern {
    return { kind: "string", value: this.plainText(token), span: this.spanOf(token) };
  }

  /** A variable, or a constructor behind its module. */
  private readonly namedPattern = this.RULE("namedPattern", (): Pattern => {
    const name = this.nameOf(this.CONSUME(Lower));
    return (
      this.OPTION((): Pattern => {
        this.CONSUME(Dot);
        return this.SUBRULE(this.constructorPattern, { ARGS: [name] });
      }) ?? this.variable(name)
    );
  });

  private variable(name: Name): Pattern {
    this.ACTION(() => this.snakeCase(name));
    return { kind: "variable", name: name.text, span: name.span };
  }

  private variableName(token: IToken): Name {
    const name = this.nameOf(token);
    this.ACTION(() => this.snakeCase(name));
    return name;
  }

  private readonly constructorPattern = this.RULE(
    "constructorPattern",
    (qualifier: Name | undefined): Pattern => {
      const name = this.nameOf(this.CONSUME(Upper));
      const start = (qualifier ?? name).span.start;
      const inner = this.OPTION({
        GATE: () => !this.next.newline,
        DEF: () => this.SUBRULE(this.patternArguments),
      });
      const span = this.spanFrom(start);
      return { kind: "constructor", qualifier, name, arguments: inner?.items, rest: inner?.rest, span };
    },
  );

  private readonly patternArguments = this.RULE("patternArguments", () => {
    const items: PatternArgument[] = [];
    let rest: IToken | undefined;
    const open = this.CONSUME(LeftParen);
    this.commas(
      open,
      "a pattern",
      () => {
        if (rest) this.notLast(this.spanOf(rest));
        this.OR([
          {
            ALT: () => {
              rest = this.CONSUME(Spread);
            },
          },
          {
            ALT: () => {
              items.push(this.SUBRULE(this.patternArgument));
            },
          },
        ]);
      },
      (span) => items.push({ label: undefined, pattern: { kind: "error", span }, span }),
    );
    this.CONSUME(RightParen);
    this.ACTION(() => {
      this.unique(
        items.map((item) => item.label),
        "label",
      );
    });
    return { items, rest: rest && this.spanOf(rest) };
  });

  private readonly patternArgument = this.RULE("patternArgument", (): PatternArgument => {
    const start = this.next.startOffset;
    const label = this.OPTION(() => {
      const name = this.nameOf(this.CONSUME(Lower));
      this.CONSUME(Colon);
      return name;
    });
    const pattern = this.OPTION2(() => this.SUBRULE(this.pattern));
    if (!label && !pattern && !this.RECORDING_PHASE) this.giveUp("pattern");
    return { label, pattern, span: this.spanFrom(start) };
  });

  private readonly tuplePattern = this.RULE("tuplePattern", (): Pattern => {
    const items: Pattern[] = [];
    const open = this.CONSUME(LeftParen);
    this.commas(
      open,
      "a pattern",
      () => items.push(this.SUBRULE(this.pattern)),
      (span) => items.push({ kind: "error", span }),
    );
    this.CONSUME(RightParen);
    const span = this.spanFrom(open.startOffset);
    const [only] = items;
    if (only && items.length === 1) return { kind: "parenthesized", inner: only, span };
    return { kind: "tuple", items, span };
  });

  private readonly listPattern = this.RULE("listPattern", (): Pattern => {
    const items: Pattern[] = [];
    let rest: ListRest | undefined;
    const open = this.CONSUME(LeftBracket);
    this.commas(
      open,
      "a pattern",
      () => {
        if (rest) this.notLast(rest.span);
        this.OR([
          {
            ALT: () => {
              rest = this.SUBRULE(this.listRest);
            },
          },
          {
            ALT: () => {
              items.push(this.SUBRULE(this.pattern));
            },
          },
        ]);
      },
      (span) => items.push({ kind: "error", span }),
    );
    this.CONSUME(RightBracket);
    return { kind: "list", items, rest, span: this.spanFrom(open.startOffset) };
  });

  private readonly listRest = this.RULE("listRest", (): ListRest => {
    const start = this.CONSUME(Spread).startOffset;
    const name = this.OPTION(() =>
      this.OR([
        { ALT: () => this.variableName(this.CONSUME(Lower)) },
        {
          ALT: () => {
            this.CONSUME(Underscore);
            return undefined;
          },
        },
      ]),
    );
    return { name, span: this.spanFrom(start) };
  });
}
