import type { SourceText } from "../../text/index.js";
import type { Declaration, Import } from "../ast.js";
import type { Token } from "../layout.js";
import type { LexResult } from "../lexer.js";
import { startsDeclaration } from "../starts.js";
import { Let } from "../tokens.js";
import { DeclarationParser } from "./declarations.js";

/** The parser, made once and used for every module. */
export class Parser extends DeclarationParser {
  private readonly module = this.RULE("module", () => {
    const imports: Import[] = [];
    const declarations: Declaration[] = [];
    const entry = (): void => {
      this.OR([
        {
          ALT: () => {
            const item = this.SUBRULE(this.import);
            if (declarations.length > 0) this.importAfterDeclaration(item);
            imports.push(item);
          },
        },
        { ALT: () => declarations.push(this.SUBRULE(this.declaration)) },
      ]);
    };
    if (this.RECORDING_PHASE) this.MANY(entry);
    else this.topLevel(entry);
    return { imports, declarations };
  });

  constructor(validate: boolean) {
    super(validate);
    this.performSelfAnalysis();
  }

  /** Tokens to a module; the messages of the lexer are not among the diagnostics. */
  parse(source: SourceText, lexed: LexResult) {
    this.begin(source, lexed.tokens, lexed.faults);
    const { imports, declarations } = this.module();
    const { diagnostics, openings } = this;
    this.begin(source, [], []);
    return { imports, declarations, diagnostics, openings };
  }

  /** Declaration after declaration; a broken one ends where the next begins in column 1. */
  private topLevel(entry: () => void): void {
    const starts = (token: Token): boolean =>
      startsDeclaration(this.source, token, this.LA(2)) ||
      // Not a declaration, but meant as one.
      (token.tokenType === Let && token.newline && this.source.position(token.startOffset).column === 1);
    while (!this.atEnd) {
      const before = this.next;
      this.recovering(
        0,
        entry,
        () => undefined,
        (token) => token !== before && starts(token),
      );
      if (this.next === before) this.SKIP_TOKEN();
    }
  }
}
