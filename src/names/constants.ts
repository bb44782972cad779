import type { Expression } from "../syntax/ast.js";
import type { Span } from "../text/index.js";
import type { Reports } from "./report.js";
import type { ResolvedConstant } from "./resolved.js";
import type { ConstantSymbol } from "./symbols.js";

/**
 * Checks the form of a constant's value: literals, constructors, lists, tuples, other constants, and operators that cannot
 * fail. Looks at the syntax, where what was written still stands.
 */
export function checkConstantForm(value: Expression, reports: Reports): void {
  const refuse = (span: Span, what: string, hint?: string): void => reports.add("LK2301", span, { what }, { hint });
  const check = (e: Expression): void => {
    switch (e.kind) {
      case "int":
      case "float":
      case "bool":
      case "name":
      case "constructor":
      case "error":
        return;
      case "string":
        if (e.parts.some((part) => typeof part !== "string")) refuse(e.span, "an interpolation", "join texts by `++`");
        return;
      case "access":
        // Of a module; a field of a constant is refused.
        if (e.target.kind === "name") return;
        return refuse(e.span, "a field");
      case "unary":
        return check(e.operand);
      case "binary":
        if (e.operator === "/" || e.operator === "%") return refuse(e.operatorSpan, `\`${e.operator}\`, which can fail`, "write the result");
        check(e.left);
        return check(e.right);
      case "parenthesized":
        return check(e.inner);
      case "tuple":
        return e.items.forEach(check);
      case "list":
        e.items.forEach(check);
        if (e.rest) check(e.rest);
        return;
      case "call": {
        const { callee } = e;
        const constructs = callee.kind === "constructor" || (callee.kind === "access" && callee.capital);
        if (!constructs) return refuse(e.span, "a call", "make it a `fn` without parameters");
        for (const argument of e.arguments) {
          if (argument.kind === "value") check(argument.value);
          else if (argument.kind === "spread") refuse(argument.span, "an update", "write all fields");
          else if (argument.kind === "hole") refuse(argument.span, "a function");
        }
        return;
      }
      case "lambda":
        return refuse(e.span, "a function", "declare it with `fn`");
      case "pipe":
        return refuse(e.operatorSpan, "a call", "make it a `fn` without parameters");
      case "fail":
        return refuse(e.span, "`fail`");
      case "attempt":
        return refuse(e.span, "`attempt`");
      case "try":
        return refuse(e.span, "`?`");
      case "block":
      case "if":
      case "match":
        return refuse(e.span, `a${e.kind === "if" ? "n" : ""} ${e.kind === "block" ? "block" : `\`${e.kind}\``}`, "make it a `fn` without parameters");
    }
  };
  check(value);
}

/** What a constant mentions other than constants: functions are no values of a constant, and fields are none either. */
export function checkConstantMentions(constant: ResolvedConstant, reports: Reports): void {
  const { value } = constant;
  if (value.kind === "function") reports.add("LK2301", value.span, { what: "a function" }, { hint: "declare it with `fn`" });
  else if (value.kind === "field") reports.add("LK2301", value.span, { what: "a field" });
}

/** Reports constants that are made of themselves; `group` is a cycle of mentions. */
export function reportConstantCycle(group: readonly ResolvedConstant[], reports: Reports): void {
  const members = new Map<ConstantSymbol, ResolvedConstant>(group.map((one) => [one.symbol, one]));
  const path: ResolvedConstant[] = [];
  let next: ResolvedConstant | undefined = group.reduce((first, one) => (one.span.start < first.span.start ? one : first));
  while (next && !path.includes(next)) {
    path.push(next);
    next = [...next.mentions].map((symbol) => (symbol.kind === "constant" ? members.get(symbol) : undefined)).find((one) => one);
  }
  const names = [...path.slice(next ? path.indexOf(next) : 0), next!].map((one) => `\`${one.symbol.name.name}\``);
  reports.add("LK2302", path[0]!.symbol.place.span, { name: path[0]!.symbol.name.name, cycle: names.join(" → ") });
}
