import type { IOrAlt, IToken } from "chevrotain";
import type { Name, TypeNode } from "../ast.js";
import { Arrow, Dot, Fn, LeftParen, Lower, RightParen, Upper } from "../tokens.js";
import { CheckedParser } from "./checks.js";

/** Types as they are written. */
export abstract class TypeParser extends CheckedParser {
  /** Made once, like the alternatives of whatever occurs often: made for each type they would be most of what parsing allocates. */
  private typeForms: IOrAlt<TypeNode>[] | undefined;

  readonly type = this.RULE("type", (): TypeNode => {
    if (this.declarationNext) this.giveUp("type");
    this.typeForms ??= [
      { ALT: () => this.SUBRULE(this.functionType) },
      { ALT: () => this.SUBRULE(this.namedType) },
      { ALT: () => this.SUBRULE(this.tupleType) },
    ];
    return this.OR(this.typeForms);
  });

  private readonly functionType = this.RULE("functionType", (): TypeNode => {
    const start = this.CONSUME(Fn).startOffset;
    const parameters = this.SUBRULE(this.types);
    this.CONSUME(Arrow);
    const result = this.SUBRULE(this.type);
    return { kind: "function", parameters, result, span: this.spanFrom(start) };
  });

  private namedTypes: IOrAlt<TypeNode>[] | undefined;

  /** A small name is a type variable, or the module of the name behind the dot. */
  private readonly namedType = this.RULE("namedType", (): TypeNode => {
    this.namedTypes ??= [
      { ALT: () => this.applied(undefined, this.CONSUME(Upper)) },
      {
        ALT: () => {
          const lower = this.nameOf(this.CONSUME(Lower));
          return (
            this.OPTION(() => {
              this.CONSUME(Dot);
              return this.applied(lower, this.CONSUME2(Upper), true);
            }) ?? { kind: "variable", name: lower, span: lower.span }
          );
        },
      },
    ];
    return this.OR(this.namedTypes);
  });

  /** The arguments of a named type; `second` tells the two places of the rule apart. */
  private applied(qualifier: Name | undefined, token: IToken, second = false): TypeNode {
    const name = this.nameOf(token);
    const { start } = (qualifier ?? name).span;
    if (!this.RECORDING_PHASE && (!this.nextIs(LeftParen) || this.next.newline)) {
      return { kind: "named", qualifier, name, arguments: [], span: this.spanFrom(start) };
    }
    const args = second
      ? this.OPTION2(() => this.SUBRULE2(this.types))
      : this.OPTION3(() => this.SUBRULE(this.types));
    const span = this.spanFrom(start);
    // `List()` has no arguments; of `List(?)` nobody knows.
    return args?.length === 0 && !this.RECORDING_PHASE && !/\(\s*\)$/.test(this.textOf(span))
      ? { kind: "error", span }
      : { kind: "named", qualifier, name, arguments: args ?? [], span };
  }

  private readonly tupleType = this.RULE("tupleType", (): TypeNode => {
    const start = this.next.startOffset;
    const items = this.SUBRULE(this.types);
    if (items.length === 1) return items[0]!;
    return { kind: "tuple", items, span: this.spanFrom(start) };
  });

  private readonly types = this.RULE("types", (): TypeNode[] => {
    const types: TypeNode[] = [];
    const open = this.CONSUME(LeftParen);
    this.commas(
      open,
      "a type",
      () => types.push(this.SUBRULE(this.type)),
      (span) => types.push({ kind: "error", span }),
    );
    this.CONSUME(RightParen);
    return types;
  });
}
