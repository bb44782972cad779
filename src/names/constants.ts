import type { Argument, Expression } from "../syntax/ast.js";
import type { Span } from "../text/index.js";
import type { Reports } from "./report.js";
import type { Resolved, ResolvedConstant } from "./resolved.js";
import type { ConstantSymbol } from "./symbols.js";

/** A part that a constant is not made by. */
interface Refusal {
  readonly span: Span;
  readonly what: string;
  readonly hint?: string;
}

/**
 * Checks the form of a constant's value: literals, constructors, lists, tuples, other constants, and operators that cannot
 * fail. Looks at the syntax, where what was written still stands.
 */
export function checkConstantForm(value: Expression, reports: Reports): void {
  for (const { span, what, hint } of refusals(value)) reports.add("LK2301", span, { what }, { hint });
}

const computed = "make it a `fn` without parameters";

function* refusals(e: Expression): Iterable<Refusal> {
  switch (e.kind) {
    case "int":
    case "float":
    case "bool":
    case "name":
    case "constructor":
    case "error":
      break;
    case "string":
      if (e.parts.some((part) => typeof part !== "string")) {
        yield { span: e.span, what: "an interpolation", hint: "join texts by `++`" };
      }
      break;
    case "access":
      // `module.constant`; fields are seen when names are resolved.
      if (e.target.kind !== "name") yield { span: e.span, what: "a field" };
      break;
    case "unary":
      yield* refusals(e.operand);
      break;
    case "binary":
      if (e.operator === "/" || e.operator === "%") {
        yield { span: e.operatorSpan, what: `\`${e.operator}\`, which can fail`, hint: "write the result" };
        break;
      }
      yield* refusals(e.left);
      yield* refusals(e.right);
      break;
    case "parenthesized":
      yield* refusals(e.inner);
      break;
    case "tuple":
      for (const item of e.items) yield* refusals(item);
      break;
    case "list":
      for (const item of e.items) yield* refusals(item);
      if (e.rest) yield* refusals(e.rest);
      break;
    case "call": {
      const { callee } = e;
      const constructs = callee.kind === "constructor" || (callee.kind === "access" && callee.capital);
      if (!constructs) yield { span: e.span, what: "a call", hint: computed };
      else for (const argument of e.arguments) yield* refusedArgument(argument);
      break;
    }
    case "lambda":
      yield { span: e.span, what: "a function", hint: "declare it with `fn`" };
      break;
    case "pipe":
      yield { span: e.operatorSpan, what: "a call", hint: computed };
      break;
    case "try":
      yield { span: e.span, what: "`?`" };
      break;
    case "block":
      yield { span: e.span, what: "a block", hint: computed };
      break;
    default:
      yield { span: e.span, what: `\`${e.kind}\``, hint: computed };
  }
}

function* refusedArgument(argument: Argument): Iterable<Refusal> {
  if (argument.kind === "value") yield* refusals(argument.value);
  else if (argument.kind === "spread")
    yield { span: argument.span, what: "an update", hint: "write all fields" };
  else if (argument.kind === "hole") yield { span: argument.span, what: "a function" };
}

/** What a constant mentions other than constants: functions are no values of a constant, and fields are none either. */
export function checkConstantMentions(constant: ResolvedConstant, reports: Reports): void {
  const check = (e: Resolved): void => {
    if (e.kind === "function") {
      reports.add("LK2301", e.span, { what: "a function" }, { hint: "declare it with `fn`" });
    } else if (e.kind === "field") reports.add("LK2301", e.span, { what: "a field" });
    else if (e.kind === "unary") check(e.operand);
    else if (e.kind === "binary") [e.left, e.right].forEach(check);
    else if (e.kind === "call" && e.callee.kind === "constructor")
      e.arguments.map((one) => one.value).forEach(check);
    else if (e.kind === "tuple" || e.kind === "list") e.items.forEach(check);
  };
  check(constant.value);
}

/** Reports constants that are made of themselves; `group` is a cycle of mentions. */
export function reportConstantCycle(group: readonly ResolvedConstant[], reports: Reports): void {
  const members = new Map<ConstantSymbol, ResolvedConstant>(group.map((one) => [one.symbol, one]));
  const path: ResolvedConstant[] = [];
  let next: ResolvedConstant | undefined = group.reduce((first, one) =>
    one.span.start < first.span.start ? one : first,
  );
  while (next && !path.includes(next)) {
    path.push(next);
    next = [...next.mentions]
      .map((symbol) => (symbol.kind === "constant" ? members.get(symbol) : undefined))
      .find((one) => one);
  }
  const names = [...path.slice(next ? path.indexOf(next) : 0), next!].map(
    (one) => `\`${one.symbol.name.name}\``,
  );
  const holes = { name: path[0]!.symbol.name.name, cycle: names.join(" → ") };
  reports.add("LK2302", path[0]!.symbol.place.span, holes);
}
