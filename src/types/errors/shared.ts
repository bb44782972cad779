import type { ResolvedArgument } from "../../names/index.js";
import { Term, type Ty, Variable } from "../core/type.js";
import type { Inference } from "../inference.js";

/**
 * Where an argument has errors, the type variables of its parameter are what the error made of them: that another argument does not fit them is no
 * error of its own.
 * @param first number of the first diagnostic of the call
 */
export function dropShared(
  cx: Inference,
  first: number,
  given: readonly ResolvedArgument[],
  parameters: readonly Ty[],
): void {
  const { reports } = cx;
  if (given.length < 2 || reports.diagnostics.length < first + 2) return;
  const spoiled = new Set<Variable>();
  const kept = reports.diagnostics.slice(0, first);
  const rest = reports.diagnostics.slice(first);
  for (const { index, value } of given) {
    const { start, end } = value.span;
    const own = rest.filter(({ span }) => start <= span.start && span.end <= end);
    if (own.length === 0) continue;
    const variables = variablesOf(parameters[index]);
    const whole = own.length === 1 && own[0]!.span.start === start && own[0]!.span.end === end;
    if (whole && own[0]!.types && variables.some((one) => spoiled.has(one))) continue;
    kept.push(...own);
    for (const one of variables) spoiled.add(one);
  }
  if (kept.length < reports.diagnostics.length && kept.length > first)
    reports.diagnostics.splice(0, reports.diagnostics.length, ...kept);
}

/** The type variables of a parameter as it is declared, whatever they are now. */
function variablesOf(type: Ty | undefined): readonly Variable[] {
  if (type instanceof Variable) return [type];
  return type instanceof Term ? type.items.flatMap((item) => variablesOf(item)) : [];
}
