import type { Import, ImportName, Name } from "../ast.js";
import type { Token } from "../layout.js";
import { report } from "../report.js";
import {
  As,
  Dot,
  Import as ImportWord,
  LeftBrace,
  LeftParen,
  Lower,
  RightBrace,
  RightParen,
  Slash,
  Spread,
  Upper,
} from "../tokens.js";
import { ExpressionParser } from "./expressions.js";

/** Imports. */
export abstract class ImportParser extends ExpressionParser {
  protected readonly import = this.RULE("import", (): Import => {
    const start = this.CONSUME(ImportWord).startOffset;
    if (this.declarationNext) this.giveUp("Lower");
    const path = [this.nameOf(this.CONSUME(Lower))];
    this.MANY(() => {
      this.CONSUME(Slash);
      if (this.declarationNext) this.giveUp("Lower");
      path.push(this.nameOf(this.CONSUME2(Lower)));
    });
    const names = this.OPTION(() => this.SUBRULE(this.importNames));
    const alias = this.OPTION2(() => this.SUBRULE(this.alias));
    return { path, names, alias, span: this.spanFrom(start) };
  });

  private readonly alias = this.RULE("alias", (): Name => {
    this.CONSUME(As);
    const name = this.lowerName();
    this.ACTION(() => this.snakeCase(name));
    return name;
  });

  private readonly importNames = this.RULE("importNames", (): ImportName[] => {
    this.CONSUME(Dot);
    const names: ImportName[] = [];
    const open = this.CONSUME(LeftBrace);
    if (!this.RECORDING_PHASE && this.next.depth === (open as Token).depth) this.giveUp("importName");
    this.commas(open, "an imported name", () => names.push(this.SUBRULE(this.importName)));
    this.CONSUME(RightBrace);
    return names;
  });

  private readonly importName = this.RULE("importName", (): ImportName => {
    const start = this.next.startOffset;
    return this.OR([
      {
        ALT: (): ImportName => {
          const name = this.nameOf(this.CONSUME(Lower));
          const alias = this.OPTION(() => this.SUBRULE(this.alias));
          return { name, alias, constructors: false, span: this.spanFrom(start) };
        },
      },
      {
        ALT: (): ImportName => {
          const name = this.nameOf(this.CONSUME(Upper));
          const constructors =
            this.OPTION2({
              GATE: () => !this.next.newline,
              DEF: () => {
                this.CONSUME(LeftParen);
                this.CONSUME(Spread);
                this.CONSUME(RightParen);
                return true;
              },
            }) ?? false;
          return { name, alias: undefined, constructors, span: this.spanFrom(start) };
        },
      },
    ]);
  });

  protected importAfterDeclaration(item: Import): void {
    const hint = "Move it above the first declaration.";
    this.diagnostics.push(report("LK1035", this.source, item.span, {}, { hint }));
  }
}
