import {
  isAnnotated,
  type ResolvedFunction,
  type ResolvedType,
  type ResolvedValue,
  type TypeSymbol,
} from "../../names/index.js";
import type { Span } from "../../text/index.js";
import { printType } from "../core/print.js";
import type { Scheme } from "../core/scheme.js";
import { type Constraints, constraintsOfName, type Term, type Ty, wordOf } from "../core/type.js";
import { type Annotating, type AnnotationReports, annotate } from "../definitions/annotate.js";
import type { Environment } from "../environment.js";
import { abilities } from "../errors/constraint.js";
import { reportLarge } from "../errors/large.js";
import type { Reports } from "../report.js";

/** What is declared of the type of a function or constant. */
export interface Signature {
  /** Undefined where an annotation is missing. */
  readonly parameters: readonly (Ty | undefined)[];
  readonly result: Ty | undefined;
  /** The type variables that the annotations name, in their order. */
  readonly rigids: ReadonlyMap<string, Term>;
}

/** The types that the annotations of a declaration write. */
export function signatureOf(value: ResolvedValue, environment: Environment, reports: Reports): Signature {
  const rigids = new Map<string, Term>();
  const a = annotating(environment, reports, () => rigids);
  const typeOf = (annotation: ResolvedType | undefined) => annotation && annotate(a, annotation);
  if (value.kind === "constant") return { parameters: [], result: typeOf(value.annotation), rigids };
  reportMissing(value, reports);
  const parameters = value.parameters.map((parameter) => typeOf(parameter.annotation));
  return { parameters, result: typeOf(value.result), rigids };
}

/** The scheme of a declaration that is annotated in full. */
export function declaredScheme(
  value: ResolvedValue,
  signature: Signature,
  environment: Environment,
): Scheme | undefined {
  if (!isAnnotated(value)) return undefined;
  const variables = [...signature.rigids.values()];
  const result = signature.result!;
  const type =
    value.kind === "constant"
      ? result
      : environment.store.function(signature.parameters as readonly Ty[], result);
  return { variables, type };
}

/** How written types are read: a variable is rigid, and the same wherever its name stands in the declaration. */
export function annotating(
  environment: Environment,
  reports: Reports,
  rigids: () => Map<string, Term>,
  level: () => number = () => 1,
): Annotating {
  const { store, aliases } = environment;
  return {
    store,
    aliases,
    variable: (name) => {
      const known = rigids().get(name);
      if (known) return known;
      const made = store.rigid(name, constraintsOfName(name), true, level());
      rigids().set(name, made);
      return made;
    },
    ...annotationReports(reports),
  };
}

/** Reports what is wrong with written types. */
export function annotationReports(reports: Reports): AnnotationReports {
  return {
    refuse: (...refused) => refuse(reports, ...refused),
    tooLarge: (excess, span) => reportLarge(reports, excess, span),
  };
}

/** Says that a type's argument does not allow what the parameter asks for. */
function refuse(
  reports: Reports,
  symbol: TypeSymbol,
  _parameter: string,
  constraints: Constraints,
  argument: Ty,
  inside: Ty,
  span: Span,
): void {
  const word = wordOf(constraints)!;
  const shown = printType(argument);
  const variable = inside === argument && /^[a-z]/.test(shown) && !shown.startsWith("fn(");
  const hint = variable ? `call the variable \`${word}\`` : undefined;
  const able = abilities[word] ?? word;
  reports.add("LK3061", span, { name: symbol.name.name, able, type: shown }, { hint });
}

/** What becomes a contract on the wire says its types. */
function reportMissing(value: ResolvedFunction, reports: Reports): void {
  const external = value.external !== undefined;
  if (value.symbol.form === "fn" && !external) return;
  const kind = external ? "external" : value.symbol.form;
  for (const { annotation, binding } of value.parameters) {
    if (annotation) continue;
    const hint = `write \`${binding.name}: Type\``;
    reports.add(
      "LK3050",
      binding.span,
      { what: `parameter \`${binding.name}\``, kind, name: value.symbol.name.name },
      { hint },
    );
  }
  if (value.result) return;
  const holes = { what: "result", kind, name: value.symbol.name.name };
  reports.add("LK3050", value.symbol.place.span, holes, { hint: "write `-> Type` behind the parameters" });
}
