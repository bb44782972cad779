import { docstring } from "./literals.js";
import { Level, type Python, type Statement } from "./syntax.js";

/** A line of Python and the `.lk` line that it stands for. */
export interface Line {
  readonly text: string;
  readonly line: number | undefined;
}

const width = 100;
const step = "    ";

function within(python: Python, level: Level): string {
  return python.level < level ? `(${flat(python)})` : flat(python);
}

/** An expression on one line. */
export function flat(python: Python): string {
  const form = python.form;
  switch (form.kind) {
    case "text":
      return form.text;
    case "call":
      return `${within(form.callee, Level.Atom)}(${form.arguments.map(({ name, value }) => (name ? `${name}=` : "") + flat(value)).join(", ")})`;
    case "list":
      return `[${form.items.map(flat).join(", ")}]`;
    case "tuple":
      return form.items.length === 1 ? `(${flat(form.items[0]!)},)` : `(${form.items.map(flat).join(", ")})`;
    case "bare":
      return form.items.map(flat).join(", ");
    case "binary":
      return `${within(form.left, leftLevel(python))} ${form.operator} ${within(form.right, python.level + 1)}`;
    case "unary":
      return form.operator + within(form.operand, python.level);
    case "conditional":
      return `${within(form.then, Level.Or)} if ${within(form.condition, Level.Or)} else ${within(form.otherwise, Level.Conditional)}`;
    case "attribute":
      return `${within(form.target, Level.Atom)}.${form.name}`;
    case "lambda":
      return `lambda${form.parameters ? ` ${form.parameters}` : ""}: ${flat(form.body)}`;
  }
}

/** The level that the left operand of a binary operator needs: Python's comparisons chain, the language's do not. */
function leftLevel(python: Python): Level {
  return python.level === Level.Comparison ? Level.Sum : python.level;
}

/** Parts of a chain of one operator, or of operators that bind alike, each with the operator before it. */
function chain(python: Python): { operator: string; part: Python }[] {
  const parts: { operator: string; part: Python }[] = [];
  let left = python;
  while (left.form.kind === "binary" && left.level === python.level) {
    parts.unshift({ operator: left.form.operator, part: left.form.right });
    left = left.form.left;
    if (python.level === Level.Comparison) break;
  }
  return [{ operator: "", part: left }, ...parts];
}

function brackets(
  python: Python,
): { open: string; close: string; items: { head: string; value: Python }[] } | undefined {
  const form = python.form;
  if (form.kind === "call") {
    const items = form.arguments.map(({ name, value }) => ({ head: name ? `${name}=` : "", value }));
    return items.length === 0
      ? undefined
      : { open: `${within(form.callee, Level.Atom)}(`, close: ")", items };
  }
  if (form.kind === "attribute") {
    const inner = brackets(form.target);
    return inner && { ...inner, close: `${inner.close}.${form.name}` };
  }
  if (form.kind !== "list" && form.kind !== "tuple" && form.kind !== "bare") return undefined;
  const items = form.items.map((value) => ({ head: "", value }));
  if (items.length === 0) return undefined;
  return form.kind === "list" ? { open: "[", close: "]", items } : { open: "(", close: ")", items };
}

/** Lays out `head value tail`. `line` is for what has none of its own. */
function expression(
  indent: string,
  head: string,
  value: Python,
  tail: string,
  line: number | undefined,
  item: boolean,
): Line[] {
  const whole = `${indent}${head}${flat(value)}${tail}`;
  const own = value.line ?? line;
  if (!value.spread && whole.length <= width) return [{ text: whole, line: own }];
  const inner = indent + step;
  const bracketed = brackets(value);
  if (bracketed) {
    const { open, close, items } = bracketed;
    const lines: Line[] = [{ text: `${indent}${head}${open}`, line: own }];
    const joined = `${inner}${items.map((each) => each.head + flat(each.value)).join(", ")}`;
    const joins = value.form.kind === "call" || value.form.kind === "attribute";
    if (!value.spread && joined.length <= width && joins) lines.push({ text: joined, line: own });
    else
      for (const each of items)
        lines.push(
          ...expression(inner, each.head, each.value, ",", value.spread ? each.value.line : own, true),
        );
    lines.push({ text: `${indent}${close}${tail}`, line: undefined });
    return lines;
  }
  if (value.form.kind === "binary" && !item && !value.spread) {
    const { left, operator, right } = value.form;
    const alone = left.form.kind !== "binary" && right.form.kind !== "binary";
    const behind = ` ${operator} ${within(right, value.level + 1)}${tail}`;
    // Black opens the brackets that such an expression begins with, rather than putting it into others.
    if (
      alone &&
      (left.form.kind === "tuple" || left.form.kind === "list") &&
      indent.length + 1 + behind.length <= width
    ) {
      return expression(indent, head, left, behind, own, false);
    }
  }
  if (value.form.kind === "binary" || value.form.kind === "conditional") {
    const between = item ? indent : inner;
    const parts = split(value);
    const fits = !item && between.length + flat(value).length <= width;
    const texts = fits ? [flat(value)] : parts;
    const lines = texts.map((each) => ({ text: between + each, line: own }));
    if (!item)
      return [
        { text: `${indent}${head}(`, line: own },
        ...lines,
        { text: `${indent})${tail}`, line: undefined },
      ];
    return lines.map((each, index) => ({
      text:
        (index === 0 ? indent + head + each.text.slice(indent.length) : each.text) +
        (index === lines.length - 1 ? tail : ""),
      line: own,
    }));
  }
  return [{ text: whole, line: own }];
}

function split(value: Python): string[] {
  const form = value.form;
  if (form.kind === "conditional") {
    return [
      within(form.then, Level.Or),
      `if ${within(form.condition, Level.Or)}`,
      `else ${within(form.otherwise, Level.Conditional)}`,
    ];
  }
  return chain(value).map(
    ({ operator, part }, index) =>
      (operator ? `${operator} ` : "") + within(part, index === 0 ? leftLevel(value) : value.level + 1),
  );
}

/** Lays out statements, the nested ones indented. */
export function layout(statements: readonly Statement[], depth: number, lines: Line[]): void {
  for (const [index, statement] of statements.entries()) {
    const apart = statement.kind === "def" || statements[index - 1]?.kind === "def";
    if (apart && index > 0) lines.push({ text: "", line: undefined });
    layoutOne(statement, depth, lines);
  }
}

function layoutOne(statement: Statement, depth: number, lines: Line[]): void {
  const indent = step.repeat(depth);
  // Black sets a function apart from the block that it begins.
  const nested = (body: readonly Statement[]) => {
    if (statement.kind === "block" && body[0]?.kind === "def") lines.push({ text: "", line: undefined });
    layoutBody(body);
  };
  const layoutBody = (body: readonly Statement[]) =>
    layout(body.length ? body : [{ kind: "simple", head: "pass" }], depth + 1, lines);
  if (statement.kind === "simple") {
    const { head, value, line } = statement;
    if (value) lines.push(...assignment(indent, head, value, line));
    else lines.push({ text: indent + head, line });
    return;
  }
  if (statement.kind === "def") {
    const head = signature(indent, `def ${statement.name}`, statement.parameters, ` -> ${statement.result}:`);
    const doc = statement.doc ? docstring(statement.doc).map((each) => each && indent + step + each) : [];
    for (const each of [...head, ...doc]) lines.push({ text: each, line: undefined });
    if (doc.length && statement.body[0]?.kind === "def") lines.push({ text: "", line: undefined });
    nested(statement.body);
    return;
  }
  const { head, value, line, body } = statement;
  if (value) lines.push(...expression(indent, head, value, ":", line, false));
  else lines.push({ text: `${indent}${head}:`, line });
  nested(body);
}

/** `head value`, where the head may be a name with an annotation that is too long. */
function assignment(indent: string, head: string, value: Python, line: number | undefined): Line[] {
  const found = /^(\w+: \w+\[)(.*)(\] = .*)$/.exec(head);
  if (!found || indent.length + head.length < width) return expression(indent, head, value, "", line, false);
  const [, open, inside, close] = found as unknown as [string, string, string, string];
  const parts = topLevel(inside).map((part) => ({ text: `${indent}${step}${part},`, line: undefined }));
  return [
    { text: indent + open, line: undefined },
    ...parts,
    ...expression(indent, close, value, "", line, false),
  ];
}

/** The parts between commas that no bracket holds. */
function topLevel(text: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "[") depth++;
    if (character === "]") depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}

/** A function's signature, laid out like a call. */
function signature(indent: string, head: string, items: readonly string[], tail: string): string[] {
  const whole = `${indent}${head}(${items.join(", ")})${tail}`;
  if (whole.length <= width || items.length === 0) return [whole];
  const joined = `${indent}${step}${items.join(", ")}`;
  const inside =
    joined.length <= width && items.length > 1 ? [joined] : items.map((item) => `${indent}${step}${item},`);
  return [`${indent}${head}(`, ...inside, `${indent})${tail}`];
}
