import type { Diagnostic } from "../../src/diagnostics";
import { type Expression, type Module, parse } from "../../src/syntax";
import { SourceText } from "../../src/text";

/** Parses a module given as text. */
export function parsed(text: string): { module: Module; diagnostics: readonly Diagnostic[] } {
  return parse(new SourceText("main.lk", text));
}

/** The codes of what is wrong with a module, in order. */
export function codes(text: string): string[] {
  return parsed(text).diagnostics.map(({ code }) => code);
}

/** Parses an expression; anything wrong with it is an error of the test. */
export function expression(text: string): Expression {
  const { module, diagnostics } = parsed(`const x = ${text}`);
  if (diagnostics.length > 0) throw new Error(`${text}: ${diagnostics[0]!.code} ${diagnostics[0]!.message}`);
  const [declaration] = module.declarations;
  if (declaration?.kind !== "const") throw new Error("no constant");
  return declaration.value;
}

/** A tree without its spans, for comparing. */
export function bare(node: unknown): unknown {
  const text = JSON.stringify(node, (key, value) =>
    /span$/i.test(key) ? undefined : typeof value === "bigint" ? Number(value) : value,
  );
  return text === undefined ? undefined : JSON.parse(text);
}

/** An expression in prefix notation with all its parentheses: how its operators and calls belong together. */
export function grouped(node: Expression): string {
  switch (node.kind) {
    case "int":
    case "float":
    case "bool":
      return String(node.value);
    case "string":
      return `"${node.parts.map((part) => (typeof part === "string" ? part : `\${${grouped(part)}}`)).join("")}"`;
    case "name":
    case "constructor":
      return node.name;
    case "access":
      return `(. ${grouped(node.target)} ${node.name.text})`;
    case "call":
      return `(call ${[node.callee, ...node.arguments.map(argumentValue)].map((e) => (typeof e === "string" ? e : grouped(e))).join(" ")})`;
    case "try":
      return `(? ${grouped(node.operand)})`;
    case "unary":
      return `(${node.operator} ${grouped(node.operand)})`;
    case "attempt":
      return `(attempt ${grouped(node.operand)})`;
    case "binary":
      return `(${node.operator} ${grouped(node.left)} ${grouped(node.right)})`;
    case "pipe": {
      const { callee, arguments: args, tries } = node.stage;
      const stage = args ? `${grouped(callee)}(${args.map(argumentText).join(" ")})` : grouped(callee);
      return `(|> ${grouped(node.left)} ${stage}${"?".repeat(tries.length)})`;
    }
    case "fail":
      return `(fail ${grouped(node.message)})`;
    case "parenthesized":
      return grouped(node.inner);
    case "tuple":
      return `(tuple${node.items.map((item) => ` ${grouped(item)}`).join("")})`;
    case "list":
      return `[${[...node.items.map(grouped), ...(node.rest ? [`..${grouped(node.rest)}`] : [])].join(" ")}]`;
    case "block":
      return `{${node.statements.map((s) => (s.kind === "let" ? `let ${grouped(s.value)}` : grouped(s.expression))).join("; ")}}`;
    case "if":
      return `(if ${grouped(node.condition)} ${grouped(node.then)}${node.otherwise ? ` ${grouped(node.otherwise)}` : ""})`;
    case "match":
      return `(match ${grouped(node.subject)} ${node.arms.map((arm) => grouped(arm.body)).join(" ")})`;
    case "lambda":
      return `(fn ${grouped(node.body)})`;
    case "error":
      return "error";
  }
}

type Argument = (Expression & { kind: "call" })["arguments"][number];

function argumentValue(argument: Argument): Expression | string {
  return argument.kind === "value" && !argument.label ? argument.value : argumentText(argument);
}

function argumentText(argument: Argument): string {
  switch (argument.kind) {
    case "value":
      return `${argument.label ? `${argument.label.text}:` : ""}${grouped(argument.value)}`;
    case "punned":
      return `${argument.label.text}:`;
    case "hole":
      return `${argument.label ? `${argument.label.text}:` : ""}_`;
    case "spread":
      return `..${grouped(argument.value)}`;
  }
}
