import type { ResolvedKind } from "../../names/index.js";
import { variablesOf } from "../core/scheme.js";
import { errorType } from "../core/store.js";
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
  // A new value of another type may be meant to change the record's parameter: what the whole is then is not known.
  let unclear = false;
  const changes = e.changes.map(({ index, value }) => {
    const place = source && { source, span: symbol.fields[index]!.span };
    const why = { kind: "field", constructor_: symbol.name, field: symbol.labels[index]!, place } as const;
    const { errors } = cx.reports;
    const checked = check(cx, value, fieldType(cx.store, definition, symbol, index, of), why);
    const declared = definition.fields[symbol.index]![index]!;
    if (cx.reports.errors > errors && variablesOf(declared).all.length > 0) unclear = true;
    return { index, value: checked };
  });
  return cx.node(unclear ? errorType : type, span, span.start, {
    kind: "update",
    record,
    of: symbol.type.name,
    constructor_: symbol.name,
    changes,
  });
}
