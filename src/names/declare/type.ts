import type { Constructor, Field, Name, TypeDeclaration } from "../../syntax/ast.js";
import type { SourceText } from "../../text/index.js";
import { builtinTypes, reservedConstructors } from "../builtin.js";
import type { Reports } from "../report.js";
import type { ConstructorSymbol, TypeSymbol } from "../symbols.js";

/** The symbol of a type and its constructors; what their fields are is resolved when all types are known. */
export function declareType(
  module: string,
  declaration: TypeDeclaration,
  source: SourceText,
  reports: Reports,
): TypeSymbol {
  const { name, parameters, body } = declaration;
  if (builtinTypes.has(name.text))
    reports.add("LK2103", name.span, { name: name.text }, { hint: "give yours another name" });
  const symbol: TypeSymbol = {
    kind: "type",
    name: { module, name: name.text },
    parameters: parameters.map((parameter) => parameter.text),
    form: body.kind,
    place: { source, span: name.span },
    doc: declaration.doc,
    line: source.line(declaration.span.start),
    constructors: [],
    alias: undefined,
  };
  if (body.kind === "record") {
    symbol.constructors = [constructorSymbol(symbol, 0, name, body.fields, undefined, source)];
  } else if (body.kind === "sum") {
    symbol.constructors = body.constructors.map((one, index) => {
      checkConstructor(reports, one);
      return constructorSymbol(symbol, index, one.name, one.fields, one.doc, source);
    });
    warnRecordForm(reports, declaration, body.constructors);
  }
  return symbol;
}

function constructorSymbol(
  type: TypeSymbol,
  index: number,
  name: Name,
  fields: readonly Field[],
  doc: string | undefined,
  source: SourceText,
): ConstructorSymbol {
  return {
    kind: "constructor",
    name: name.text,
    type,
    index,
    place: { source, span: name.span },
    doc,
    labels: fields.map((field) => field.name.text),
    fields: [],
  };
}

function checkConstructor(reports: Reports, one: Constructor): void {
  if (reservedConstructors.has(one.name.text))
    reports.add("LK2104", one.name.span, { name: one.name.text }, { hint: "give yours another name" });
  for (const field of one.fields) {
    if (field.name.text === "type")
      reports.add("LK2105", field.name.span, { name: one.name.text }, { hint: "call it `kind`" });
  }
}

/** `type W { W(x: Int) }` is a sum, whose JSON has a `type`; most who write it mean a record. */
function warnRecordForm(
  reports: Reports,
  declaration: TypeDeclaration,
  constructors: readonly Constructor[],
): void {
  const [only, ...others] = constructors;
  if (!only || others.length > 0 || only.name.text !== declaration.name.text || only.fields.length === 0)
    return;
  const fields = only.fields
    .map((field) => reports.source.text.slice(field.span.start, field.span.end))
    .join(", ");
  const hint = `for a record write \`{ ${fields} }\``;
  reports.add("LK2106", only.name.span, { name: only.name.text }, fields.includes("\n") ? {} : { hint });
}
