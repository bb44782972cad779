import type { IToken } from "chevrotain";
import type { Span } from "../../text/index.js";
import type { Name } from "../ast.js";
import { intValue, maximumDigits } from "../numbers.js";
import { quote } from "../operators.js";
import { report } from "../report.js";
import { decodeText } from "../strings.js";
import { BadNumber, Lower, UnclosedString, Upper } from "../tokens.js";
import { ParserBase } from "./base.js";
import { Unexpected } from "./unexpected.js";
import { toPascalCase, toSnakeCase } from "./words.js";

/** Constructors and types that are in scope everywhere. */
const taken: ReadonlySet<string> = new Set([
  ..."Some None Ok Error Int Float String Bool Bytes Json List Dict Option Result Failure".split(" "),
]);

/** Rules of the grammar that are parsed first and reported then, so that the message has the repair. */
export abstract class CheckedParser extends ParserBase {
  /** Parentheses with nothing in them: `A()`, `List()`. */
  protected notEmpty(items: readonly unknown[], name: Name, start: number): void {
    const span = this.spanFrom(start);
    // What is between them may have been lost to a mistake.
    if (items.length > 0 || this.LA(-1).startOffset !== start) return;
    this.diagnostics.push(
      report("LK1042", this.source, span, { name: name.text }, { hint: `Write \`${name.text}\` alone.` }),
    );
  }

  /** No two of the names are equal. */
  protected unique(names: readonly (Name | undefined)[], noun: string): void {
    if (names.length < 2) return;
    const first = new Map<string, Name>();
    for (const name of names) {
      if (!name) continue;
      const earlier = first.get(name.text);
      if (!earlier) first.set(name.text, name);
      else {
        this.diagnostics.push(
          report(
            "LK1046",
            this.source,
            name.span,
            { noun, name: name.text },
            {
              labels: [{ source: this.source, span: earlier.span, message: "the first one is here" }],
              hint: "Remove one of them, or give it a name of its own.",
            },
          ),
        );
      }
    }
  }

  /** A spread or a rest with more behind it. */
  protected notLast(span: Span): void {
    const hint = "Move it to the end: it stands for all that is left.";
    this.diagnostics.push(report("LK1044", this.source, span, { text: this.textOf(span) }, { hint }));
  }

  /** A small name that is declared here; one with a capital is reported and taken all the same. */
  protected lowerName(): Name {
    if (this.declarationNext) this.giveUp("Lower");
    if (this.nextIs(Upper)) return this.misspelt("Lower");
    return this.nameOf(this.CONSUME(Lower));
  }

  /** A name with a capital that is declared here; a small one is reported and taken all the same. */
  protected upperName(): Name {
    if (this.declarationNext) this.giveUp("Upper");
    if (this.nextIs(Lower)) return this.misspelt("Upper");
    return this.nameOf(this.CONSUME(Upper));
  }

  private misspelt(expected: string): Name {
    const token = this.next;
    this.complain(new Unexpected(expected, token));
    this.SKIP_TOKEN();
    return this.nameOf(token);
  }

  /** A name that is given here is `snake_case`; a field may be `camelCase`. */
  protected snakeCase(name: Name): void {
    if (!/^[a-z_].*[A-Z]/.test(name.text)) return;
    const hint = `Write \`${toSnakeCase(name.text)}\`; only fields may be in camelCase.`;
    this.diagnostics.push(
      report("LK1009", this.source, name.span, { name: name.text, form: "snake_case" }, { hint }),
    );
  }

  /** A type or constructor that is declared here is `PascalCase`. */
  protected pascalCase(name: Name): void {
    if (!/^[A-Z].*_/.test(name.text)) return;
    const other = toPascalCase(name.text);
    // `None_` has its mark because `None` is taken.
    const hint = taken.has(other) ? `Take another name; \`${other}\` is taken.` : `Write \`${other}\`.`;
    this.diagnostics.push(
      report("LK1009", this.source, name.span, { name: name.text, form: "PascalCase" }, { hint }),
    );
  }

  /** Value of an Int token; what is wrong with it the lexer has said. */
  protected intOf(token: IToken): bigint {
    if (this.RECORDING_PHASE || token.tokenType === BadNumber || token.image.length > maximumDigits)
      return 0n;
    return intValue(token.image);
  }

  /** Text of a string without interpolation. */
  protected plainText(token: IToken): string {
    const end = token.tokenType === UnclosedString ? undefined : -1;
    return decodeText(token.image.slice(1, end), () => {});
  }

  /** Source text for a hint; what is long or has several lines is left out. */
  protected quote(span: Span): string {
    return quote(this.source, span);
  }
}
