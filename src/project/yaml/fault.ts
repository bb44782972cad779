import { type Edit, replace } from "../../diagnostics/index.js";
import type { Span } from "../../text/index.js";
import { openAt } from "./open.js";

/** What is wrong with a text that is no YAML, where, and what to do. */
export interface YamlFault {
  /** A clause without a point. */
  readonly fault: string;
  readonly span: Span;
  readonly hint?: string;
  readonly fix?: readonly Edit[];
  /** A second place that belongs to it. */
  readonly label?: { readonly span: Span; readonly message: string };
}

/**
 * Says in words of users what a YAML parser stopped at. The parser says where it lost the thread, which is often far behind the mistake
 * (a bracket that is not closed shows at the end of the file), so the text is looked at again.
 * @param reason the parser's, of js-yaml 5
 * @param at where it stopped
 */
export function faultOf(text: string, reason: string, at: number): YamlFault {
  const place: Place = { text, reason, at, line: lineAt(text, at) };
  for (const look of LOOKS) {
    const found = look(place);
    if (found) return found;
  }
  return {
    fault: "what stands here does not follow the rules of YAML",
    span: characterAt(text, at),
    hint: "hold it against the lines above: keys of one mapping begin in one column, and a blank stands behind each `:`",
  };
}

interface Place {
  readonly text: string;
  readonly reason: string;
  readonly at: number;
  readonly line: Line;
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Blanks and tabs that it begins with. */
  readonly indent: string;
  /** From what it says first to what it says last, comments apart. */
  readonly content: Span;
}

const LOOKS: readonly ((place: Place) => YamlFault | undefined)[] = [
  controlCharacter,
  tabIndents,
  closingBracketAtMargin,
  notClosed,
  badEscape,
  behindValue,
  badBeginning,
  colonInValue,
  colonWithoutBlank,
  keyWithoutColon,
  keyAndListMixed,
  badIndentation,
  commas,
  namelessAnchor,
  tooDeep,
];

function controlCharacter({ text, reason, at }: Place): YamlFault | undefined {
  if (!/non-printable|null byte|valid JSON character/.test(reason)) return undefined;
  const code = text.codePointAt(at)!.toString(16).toUpperCase().padStart(4, "0");
  return {
    fault: `the character U+${code} cannot be written as it is`,
    span: characterAt(text, at),
    hint: "leave it out, or write it as an escape between double quotes",
  };
}

function tabIndents({ text, line }: Place): YamlFault | undefined {
  const tab = line.indent.indexOf("\t");
  if (tab < 0) return undefined;
  const above = lineAbove(text, line);
  const below = above !== undefined && /:\s*$/.test(text.slice(above.content.start, above.content.end));
  const indent = `${above?.indent ?? ""}${below ? "  " : ""}`;
  return {
    fault: "a tab indents this line, and YAML takes blanks only",
    span: { start: line.start + tab, end: line.start + line.indent.length },
    hint: "put blanks in the place of the tab",
    fix: [replace({ start: line.start, end: line.content.start }, indent)],
  };
}

/** A bracket that closes what stands above has to be indented, however odd that looks to users of other languages. */
function closingBracketAtMargin({ text, reason, at, line }: Place): YamlFault | undefined {
  const bracket = text[line.content.start];
  if (reason !== "deficient indentation" || (bracket !== "]" && bracket !== "}")) return undefined;
  const open = openAt(text, at);
  if (!open) return undefined;
  const indent = `${lineAt(text, open.at).indent}  `;
  return {
    fault: `\`${bracket}\` has to be indented further than the key whose value it closes`,
    span: { start: line.content.start, end: line.content.start + 1 },
    hint: "put two blanks before it",
    fix: [replace({ start: line.start, end: line.content.start }, indent)],
    label: { span: { start: open.at, end: open.at + 1 }, message: "opened here" },
  };
}

function notClosed({ text, reason, at }: Place): YamlFault | undefined {
  if (!/deficient indentation|unexpected end|missed comma|expected ':'|multiline key/.test(reason)) {
    return undefined;
  }
  const open = openAt(text, at);
  if (!open) return undefined;
  const what = open.mark === '"' || open.mark === "'" ? "this quote" : `\`${open.mark}\``;
  if (reason.startsWith("missed comma") && sameLine(text, open.at, at)) return undefined;
  const close = { "[": "]", "{": "}" }[open.mark] ?? open.mark;
  return {
    fault: `${what} is not closed`,
    span: { start: open.at, end: open.at + 1 },
    hint: `write \`${close}\` where it ends`,
  };
}

function badEscape({ text, reason, at }: Place): YamlFault | undefined {
  if (!/escape sequence|hexadecimal/.test(reason)) return undefined;
  const start = text.lastIndexOf("\\", at);
  const span = { start, end: Math.min(Math.max(start + 2, at), text.length) };
  return {
    fault: `\`${text.slice(span.start, span.end)}\` is no escape of a text between double quotes`,
    span,
    hint: "write `\\\\` for a backslash, or put the text between single quotes, which have no escapes",
    fix: [replace({ start, end: start + 1 }, "\\\\")],
  };
}

/** `name: "a" b`, `python: {} x`. */
function behindValue({ text, reason, at, line }: Place): YamlFault | undefined {
  if (!/bad indentation of a mapping|document separator is expected/.test(reason)) return undefined;
  const before = text.slice(line.start, at).trimEnd().at(-1) ?? "";
  if (!/["'\]}]/.test(before) || at <= line.content.start) return undefined;
  return {
    fault: `the value ends with \`${before}\`, and something stands behind it`,
    span: { start: at, end: Math.max(line.content.end, at + 1) },
    hint: "leave it out, or put all of the value between quotes",
  };
}

/** `name: @shop`. */
function badBeginning({ text, reason, at, line }: Place): YamlFault | undefined {
  const char = text[at] ?? "";
  if (!/bad indentation/.test(reason) || !/[@`%,\]}]/.test(char)) return undefined;
  const span = { start: at, end: line.content.end };
  return {
    fault: `a value without quotes cannot begin with ${char === "`" ? "a backtick" : `\`${char}\``}`,
    span,
    hint: "put it between quotes",
    fix: [replace(span, quoted(text.slice(span.start, span.end)))],
  };
}

/** `name: a: b`. */
function colonInValue({ text, reason, at, line }: Place): YamlFault | undefined {
  if (!/bad indentation of a mapping/.test(reason) || text[at] !== ":") return undefined;
  const head = /^\s*(?:- +)*[^\s:#][^:#]*:[ \t]+/.exec(line.text);
  if (!head || line.start + head[0].length > at) return undefined;
  const span = { start: line.start + head[0].length, end: line.content.end };
  return {
    fault: "a value without quotes has no `:` with a blank behind it",
    span,
    hint: "put the value between quotes, or begin a mapping on a line of its own",
    fix: [replace(span, quoted(text.slice(span.start, span.end)))],
  };
}

/** `"name":shop`. */
function colonWithoutBlank({ reason, at }: Place): YamlFault | undefined {
  if (!reason.startsWith("a whitespace character is expected")) return undefined;
  return {
    fault: "a blank is missing behind the `:`",
    span: { start: at - 1, end: at },
    hint: "write a blank behind it",
    fix: [replace({ start: at, end: at }, " ")],
  };
}

/** `version 0.1.0` among the keys of a mapping. */
function keyWithoutColon({ text, reason, at }: Place): YamlFault | undefined {
  if (!/expected ':'|multiline key/.test(reason)) return undefined;
  let line = lineAt(text, text.slice(0, at).trimEnd().length);
  // The parser takes the lines below for a part of it, up to one that has a colon.
  for (let above = lineAbove(text, line); above; above = lineAbove(text, above)) {
    if (above.indent !== line.indent || /:(\s|$)/.test(above.text)) break;
    line = above;
  }
  const written = text.slice(line.content.start, line.content.end);
  const parts = /^([A-Za-z_][\w-]*)(:?)[ \t=]*(\S.*)?$/.exec(written);
  const mended = parts?.[3] ? `${parts[1]}: ${parts[3]}` : parts ? `${parts[1]}:` : undefined;
  return {
    fault: "this is no key with a value",
    span: line.content,
    ...(mended && mended !== written
      ? { hint: `write \`${mended}\``, fix: [replace(line.content, mended)] }
      : { hint: "write a `:` and a blank behind the key" }),
  };
}

function keyAndListMixed({ text, reason, line }: Place): YamlFault | undefined {
  if (!/document separator is expected|bad indentation|expected ':'/.test(reason)) return undefined;
  const above = lineAbove(text, line);
  if (!above) return undefined;
  const item = (one: Line) => /^-(\s|$)/.test(one.text.trimStart());
  if (item(line) === item(above) || line.indent !== above.indent) return undefined;
  return {
    fault: item(line)
      ? "an entry of a list stands among the keys of a mapping"
      : "a key stands among the entries of a list",
    span: line.content,
    hint: item(line)
      ? "give the list a key of its own, and indent its entries below it"
      : "begin the line with `- `, or end the list above",
  };
}

function badIndentation({ text, reason, at, line }: Place): YamlFault | undefined {
  if (!/bad indentation|document separator is expected|deficient/.test(reason)) return undefined;
  const above = lineAbove(text, line);
  if (!above || above.indent === line.indent || at > line.content.end) return undefined;
  const further = line.indent.length > above.indent.length;
  const owner = further ? above : (lineWithIndent(text, line) ?? firstLine(text));
  return {
    fault: further
      ? "this line is indented further than the line above, whose value has ended"
      : "this line is indented like none of the lines above",
    span: line.content,
    hint: further
      ? "begin it in the column of the line above"
      : "begin it in the column of the keys that it belongs to",
    fix: [replace({ start: line.start, end: line.content.start }, owner.indent)],
  };
}

function commas({ text, reason, at }: Place): YamlFault | undefined {
  if (reason.startsWith("missed comma")) {
    const end = text.slice(0, at).trimEnd().length;
    return {
      fault: "between two entries a comma is missing",
      span: characterAt(text, at),
      hint: "write a comma before this entry, or put what belongs together between quotes",
      fix: [replace({ start: end, end }, ",")],
    };
  }
  if (!reason.startsWith("expected the node content")) return undefined;
  return {
    fault: "an entry is missing before this comma",
    span: characterAt(text, at),
    hint: "leave the comma out",
    fix: [replace(characterAt(text, at), "")],
  };
}

function namelessAnchor({ text, reason, at }: Place): YamlFault | undefined {
  if (!/name of an (alias|anchor)/.test(reason)) return undefined;
  const mark = text[at - 1]!;
  const span = { start: at - 1, end: at };
  return {
    fault: `behind \`${mark}\` the name of an anchor is missing`,
    span,
    hint: `write a name, or put \`${mark}\` between quotes`,
    fix: [replace(span, `"${mark}"`)],
  };
}

function tooDeep({ text, reason, at }: Place): YamlFault | undefined {
  if (!reason.startsWith("nesting exceeded")) return undefined;
  return { fault: "lists and mappings nest to 100 levels", span: characterAt(text, at) };
}

function lineAt(text: string, at: number): Line {
  const start = at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
  const next = text.indexOf("\n", at);
  const end = next < 0 ? text.length : next;
  const whole = text.slice(start, end).replace(/\r$/, "");
  const indent = /^[\ufeff \t]*/.exec(whole)![0];
  const said = whole.replace(/(^|\s)#.*$/, "").trimEnd();
  const content = { start: start + indent.length, end: start + Math.max(said.length, indent.length) };
  return { start, end, text: whole, indent, content };
}

/** The nearest line above that says something. */
function lineAbove(text: string, line: Line): Line | undefined {
  for (let at = line.start - 1; at >= 0; ) {
    const above = lineAt(text, at);
    if (above.content.end > above.content.start && !/^(---|\.\.\.)(\s|$)/.test(above.text)) return above;
    at = above.start - 1;
  }
  return undefined;
}

/** The nearest line above that is indented no further. */
function lineWithIndent(text: string, line: Line): Line | undefined {
  let above = lineAbove(text, line);
  while (above && above.indent.length > line.indent.length) above = lineAbove(text, above);
  return above;
}

function firstLine(text: string): Line {
  let line = lineAt(text, text.length);
  for (let above = lineAbove(text, line); above; above = lineAbove(text, line)) line = above;
  return line;
}

function sameLine(text: string, one: number, other: number): boolean {
  return !text.slice(Math.min(one, other), Math.max(one, other)).includes("\n");
}

/** The character at an offset; nothing at a line's end. */
function characterAt(text: string, at: number): Span {
  const code = text.codePointAt(at);
  const size = code === undefined || code === 10 || code === 13 ? 0 : code > 0xffff ? 2 : 1;
  return { start: at, end: at + size };
}

function quoted(value: string): string {
  return value.includes('"') || value.includes("\\")
    ? `'${value.replaceAll("'", "''")}'`
    : JSON.stringify(value);
}
