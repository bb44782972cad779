/** Something that was opened and not closed: a quote or a bracket. */
export interface Open {
  readonly mark: string;
  readonly at: number;
}

/**
 * The innermost quote or bracket that is open at an offset of a text whose YAML is broken, found by reading as far as that takes no grammar: comments,
 * quotes and block texts are passed over, and a bracket counts where a value may begin, or within another.
 */
export function openAt(text: string, until: number): Open | undefined {
  const open: Open[] = [];
  let fresh = true;
  let at = 0;
  while (at < until) {
    const char = text[at]!;
    const before = at === 0 ? "\n" : text[at - 1]!;
    if (char === "#" && /\s/.test(before)) {
      at = lineEnd(text, at);
    } else if ((char === '"' || char === "'") && fresh) {
      const end = quoteEnd(text, at, char);
      if (end > until || end < 0) return { mark: char, at };
      at = end;
      fresh = false;
    } else if ((char === "|" || char === ">") && fresh && open.length === 0) {
      at = blockEnd(text, at);
      fresh = true;
    } else {
      if ((char === "[" || char === "{") && (fresh || open.length > 0)) open.push({ mark: char, at });
      else if ((char === "]" || char === "}") && open.length > 0) open.pop();
      if (/[\n[{,]/.test(char)) fresh = true;
      else if (/[-:?]/.test(char)) fresh = /\s/.test(text[at + 1] ?? "\n");
      else if (!/\s/.test(char)) fresh = /[&!]/.test(char) || (fresh && inProperty(text, at));
      at++;
    }
  }
  return open.at(-1);
}

/** Within an anchor or a tag, behind which the value begins. */
function inProperty(text: string, at: number): boolean {
  return /(?:^|\s)[&!]\S*$/.test(text.slice(Math.max(0, at - 80), at));
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** Behind the quote that closes the one at an offset; -1 where none does. */
function quoteEnd(text: string, at: number, quote: string): number {
  const body = quote === '"' ? /(?:[^"\\]|\\[\s\S])*"/y : /(?:[^']|'')*'/y;
  body.lastIndex = at + 1;
  return body.test(text) ? body.lastIndex : -1;
}

/** Behind a block text: before the first line that is indented no further than the line of its `|` or `>`. */
function blockEnd(text: string, at: number): number {
  const start = text.lastIndexOf("\n", at) + 1;
  const indent = /^ */.exec(text.slice(start))![0].length;
  let end = lineEnd(text, at);
  while (end < text.length) {
    const line = text.slice(end + 1, lineEnd(text, end + 1));
    if (line.trim() !== "" && /^ */.exec(line)![0].length <= indent) break;
    end = lineEnd(text, end + 1);
  }
  return end;
}
