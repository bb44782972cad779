import type { Diagnostic, Edit } from "../../diagnostics/index.js";
import { insert } from "../../diagnostics/index.js";
import type { SourceText } from "../../text/index.js";
import { endOf, type Token } from "../layout.js";
import { report } from "../report.js";
import { Else } from "../tokens.js";

/** The message for a bracket that is not closed before `next`. */
export function unclosedBracket(
  source: SourceText,
  opener: Token,
  missing: string,
  next: Token | undefined,
): Diagnostic {
  const span = { start: opener.startOffset, end: endOf(opener) };
  const holes = { opener: opener.image };
  const comment = commentedOut(source, opener, missing);
  if (comment !== undefined) {
    const labels = [{ source, span: { start: comment, end: comment + 2 }, message: "a comment begins here" }];
    const hint = `Behind \`//\` all is a comment, the \`${missing}\` too; Ints are divided by \`/\`.`;
    return report("LK1020", source, span, holes, { labels, hint });
  }
  const fix = [closingEdit(source, missing, next)];
  if (!next)
    return report("LK1020", source, span, holes, {
      hint: `Write \`${missing}\` before the end of the file.`,
      fix,
    });
  const { line, column } = source.position(next.startOffset);
  return report("LK1020", source, span, holes, {
    labels: [
      {
        source,
        span: { start: next.startOffset, end: endOf(next) },
        message: `\`${missing}\` is missing before this`,
      },
    ],
    hint: `Write \`${missing}\` before line ${line}, column ${column}.`,
    fix,
  });
}

/** The missing brackets, at the end of what stands before; those that an `else` follows, before it. */
function closingEdit(source: SourceText, missing: string, next: Token | undefined): Edit {
  if (next?.tokenType === Else) return insert(next.startOffset, `${missing} `);
  const onItsOwn = next?.newline !== false && missing.startsWith("}");
  const before = endOfCode(source.text.slice(0, next?.startOffset), onItsOwn);
  return insert(before, onItsOwn ? `\n${missing}` : missing);
}

/** The end of the last line that is more than a comment, or of the code in it: behind a comment a bracket would be a part of it. */
function endOfCode(text: string, withComment: boolean): number {
  let end = text.trimEnd().length;
  let start = text.lastIndexOf("\n", end - 1) + 1;
  while (/^[ \t]*\/\//.test(text.slice(start, end))) {
    end = text.slice(0, start).trimEnd().length;
    start = text.lastIndexOf("\n", end - 1) + 1;
  }
  const comment = /^(?:[^"/\n]|"(?:[^"\\]|\\.)*"|\/(?!\/))*(?=\/\/)/.exec(text.slice(start, end));
  return comment && !withComment ? start + comment[0].trimEnd().length : end;
}

/** Where a comment begins that has what would close the bracket on its line. */
function commentedOut(source: SourceText, opener: Token, missing: string): number | undefined {
  const { text } = source;
  const end = text.indexOf("\n", opener.startOffset);
  const line = text.slice(opener.startOffset, end < 0 ? text.length : end);
  const at = line.indexOf("//");
  return at > 0 && line.slice(at).includes(missing) && !line.slice(0, at).includes('"')
    ? opener.startOffset + at
    : undefined;
}

/** The message for a bracket that closes nothing. */
export function strayBracket(source: SourceText, token: Token): Diagnostic {
  return report(
    "LK1021",
    source,
    { start: token.startOffset, end: endOf(token) },
    { closer: token.image },
    { hint: `Remove the \`${token.image}\`, or open its partner before it.` },
  );
}

/** The message for a block that begins without its `{`: a body behind its head, or a value. */
export function missingBrace(source: SourceText, at: number, what: "body" | "block"): Diagnostic {
  return report(
    "LK1030",
    source,
    { start: at, end: at },
    { wanted: "`{`", found: "the end of the line" },
    { hint: `A ${what} stands between braces: \`{ … }\`.`, fix: [insert(at, " {")] },
  );
}
