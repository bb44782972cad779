import type { ResolvedKind } from "../../names/index.js";
import { prune, type Term } from "../core/type.js";
import { fieldType } from "../definitions/definitions.js";
import type { Inference } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { check } from "./expression.js";

/** `Line(..line, qty: 2)`: what changes has the type of its field in the record at hand. */
export function inferUpdate(cx: Inference, e: ResolvedKind<"update">): TypedExpression {
  const { symbol, span } = e;
  const definition = cx.environment.definition(symbol.type);
  const { type } = cx.instantiate({ variables: definition.parameters, type: definition.type });
  const record = check(cx, e.record, type, { kind: "record", constructor_: symbol.name });
  const of = prune(type) as Term;
  const source = symbol.type.place?.source;
  const changes = e.changes.map(({ index, value }) => {
    const place = source && { source, span: symbol.fields[index]!.span };
    const why = { kind: "field", constructor_: symbol.name, field: symbol.labels[index]!, place } as const;
    return { index, value: check(cx, value, fieldType(cx.store, definition, symbol, index, of), why) };
  });
  return cx.node(type, span, span.start, {
    kind: "update",
    record,
    of: symbol.type.name,
    constructor_: symbol.name,
    changes,
  });
}
