import type { ResolvedKind, ResolvedStatement } from "../../names/index.js";
import { unitType } from "../core/store.js";
import type { Expected } from "../errors/why.js";
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
  return { kind: "expression", expression: check(cx, statement.expression, unitType, { kind: "statement" }) };
}
