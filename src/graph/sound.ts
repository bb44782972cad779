import type { Diagnostic } from "../diagnostics/index.js";
import { some } from "../tree/index.js";
import { reported, type Type, type TypedExpression } from "../types/typed.js";

/** Faults of placement that leave a body in a shape which can be lowered, so that it can be looked at for others. */
const shapely: ReadonlySet<string> = new Set(["LK5003", "LK5004", "LK5006"]);

/**
 * Whether a body can be lowered in a program with errors.
 *
 * @param found what is known to be wrong in the file of the body
 */
export function isLowerable(body: TypedExpression, found: readonly Diagnostic[]): boolean {
  const { start, end } = body.span;
  const broken = found.some(({ code, span }) => start <= span.start && span.end <= end && !shapely.has(code));
  if (broken) return false;
  const seen = new Set<Type>();
  return !some(body, ({ type }) => mentionsReported(type, seen));
}

/** Whether a part of a type has been reported; types share parts, so each is looked at once. */
function mentionsReported(type: Type, seen: Set<Type>): boolean {
  if (type === reported) return true;
  if (seen.has(type)) return false;
  seen.add(type);
  const parts =
    type.kind === "named"
      ? type.arguments
      : type.kind === "tuple"
        ? type.items
        : type.kind === "function"
          ? [...type.parameters, type.result]
          : [];
  return parts.some((part) => mentionsReported(part, seen));
}

/** What lowering found, without what stands within or around something that has been reported. */
export function apartFrom(known: readonly Diagnostic[], found: readonly Diagnostic[]): readonly Diagnostic[] {
  return found.filter(
    ({ source, span }) =>
      !known.some((one) => one.source === source && one.span.start < span.end && span.start < one.span.end),
  );
}
