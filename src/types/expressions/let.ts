import type { Resolved, ResolvedStatement } from "../../names/index.js";
import { closeTop } from "../core/close.js";
import { generalise } from "../core/scheme.js";
import type { Term, Ty } from "../core/type.js";
import { annotate } from "../definitions/annotate.js";
import type { Expected } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import { inferBinding } from "../patterns/binding.js";
import type { TypedStatement } from "../typed.js";
import { holdBack } from "../waiting/hold.js";
import { infer } from "./expression.js";

type Let = Extract<ResolvedStatement, { kind: "let" }>;

/** `let`: where its right side is a lambda, a literal or a name, a variable gets the scheme of all its types. */
export function inferLet(cx: Inference, statement: Let): TypedStatement {
  const { pattern, span } = statement;
  const general = cx.generalises && pattern.kind === "variable" && isGeneral(statement.value);
  const outer = new Map(cx.rigids);
  const firstWait = cx.waits.length;
  if (general) cx.level++;
  const expected = annotation(cx, statement);
  const value = infer(cx, statement.value, expected);
  if (general) cx.level--;
  const type = closeTop(cx.store, expected?.type ?? typeOf(value));
  const bound = inferBinding(cx, pattern, type, statement.value.span, "let");
  if (general) generaliseBinding(cx, pattern.binding.id, type, outer, firstWait);
  return { kind: "let", pattern: bound, value, line: cx.module.source.line(span.start) };
}

function annotation(cx: Inference, { annotation: written, pattern }: Let): Expected | undefined {
  if (!written) return undefined;
  const of = pattern.kind === "variable" ? pattern.binding.name : undefined;
  return { type: annotate(cx.annotations, written), why: { kind: "annotation", of, span: written.span } };
}

function generaliseBinding(
  cx: Inference,
  id: number,
  type: Ty,
  outer: ReadonlyMap<string, Term>,
  firstWait: number,
): void {
  holdBack(cx, firstWait);
  // Variables that the annotation names first belong to this `let` alone.
  const own = new Set([...cx.rigids].filter(([name]) => !outer.has(name)).map(([, rigid]) => rigid));
  const scheme = generalise(cx.store, type, cx.level, (rigid) => own.has(rigid));
  cx.bindings[id] = scheme;
  cx.locals.push(scheme);
  for (const one of own) cx.rigids.delete(one.of.name);
}

function isGeneral(value: Resolved): boolean {
  switch (value.kind) {
    case "lambda":
    case "int":
    case "float":
    case "bool":
    case "local":
    case "function":
    case "constant":
    case "constructor":
      return true;
    case "string":
      return value.parts.every((part) => typeof part === "string");
    case "list":
      return value.items.length === 0 && !value.rest;
    default:
      return false;
  }
}
