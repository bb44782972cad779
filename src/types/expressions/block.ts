import type { Resolved, ResolvedKind, ResolvedStatement } from "../../names/index.js";
import { unitType } from "../core/store.js";
import type { Expected, Why } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedExpression, TypedStatement } from "../typed.js";
import { check, infer } from "./expression.js";
import { inferLet } from "./let.js";

/** A block: a statement that is not the last is `()`; the last one is the value. */
export function inferBlock(cx: Inference, e: ResolvedKind<"block">, expected?: Expected): TypedExpression {
  const statements = e.statements.map((statement) => inferStatement(cx, statement));
  const result = infer(cx, e.result, expected);
  return cx.node(typeOf(result), e.span, e.span.start, { kind: "block", statements, result });
}

function inferStatement(cx: Inference, statement: ResolvedStatement): TypedStatement {
  if (statement.kind === "let") return inferLet(cx, statement);
  const { expression } = statement;
  const why = { kind: "statement", whole: expression.span } as const;
  const first = cx.reports.diagnostics.length;
  const typed = check(cx, expression, unitType, why);
  if (cx.reports.diagnostics.length > first && !cx.trying) reportWhole(cx, expression, why, first);
  return { kind: "expression", expression: typed };
}

/** Branches that all give a value of one type are one value that is dropped: one message in the place of one for each. */
function reportWhole(cx: Inference, e: Resolved, why: Why, first: number): void {
  const { reports } = cx;
  const found = reports.diagnostics.slice(first);
  const within = found.filter(({ code, span }) => code === "LK3011" && span !== e.span);
  if (within.length === 0 || found.length > within.length) return;
  const type = cx.tried(() => typeOf(infer(cx, e)));
  if (!type) return;
  reports.diagnostics.length = first;
  reports.errors -= within.length;
  cx.expect({ type: unitType, why }, type, e.span, e);
}
