import type { Diagnostic } from "../../diagnostics/index.js";
import type { Resolved } from "../../names/index.js";
import { floatType, intType, optionConstructor } from "../core/store.js";
import { prune, Term, type Ty } from "../core/type.js";
import type { Inference } from "../inference.js";
import { reportProblem } from "./problem.js";
import type { Why } from "./why.js";

/**
 * The first of several parts gives them their type. Where all others are of one other type, it is the first that is wrong: one message in the
 * place of one for each of them. A Float before Ints and an Option before bare values stay what they are, since the others can be made such.
 *
 * @param first number of the first diagnostic that the parts have got
 * @param typeOf the type of a part by itself, held against that of another where one is given; undefined where it has errors
 * @param why the first is expected to be of the type of the others
 */
export function reportUnlike(
  cx: Inference,
  first: number,
  parts: readonly Resolved[],
  type: Ty,
  typeOf: (part: Resolved, wanted?: Ty) => Ty | undefined,
  why: Why,
): void {
  const { reports } = cx;
  const [one, two, ...others] = parts;
  if (cx.trying || !one || !two || others.length === 0) return;
  const found = reports.diagnostics.slice(first);
  if (found.some(({ severity }) => severity !== "error")) return;
  const rest = [two, ...others];
  if (!areOf(rest, found)) return;
  const wanted = typeOf(two);
  if (!wanted || !others.every((other) => typeOf(other, wanted))) return;
  if (isWider(cx, prune(type), wanted)) return;
  const problem = cx.unify(wanted, type);
  if (problem?.kind !== "mismatch") return;
  reports.errors -= found.length;
  reports.diagnostics.length = first;
  reportProblem(cx, problem, { type: wanted, why }, type, one.span, one);
}

/** Whether there are errors in each part, and nowhere else; both come in the order of the text. */
function areOf(parts: readonly Resolved[], errors: readonly Diagnostic[]): boolean {
  let at = 0;
  for (const { span } of parts) {
    const first = at;
    while (at < errors.length && span.start <= errors[at]!.span.start && errors[at]!.span.end <= span.end)
      at++;
    if (at === first) return false;
  }
  return at === errors.length;
}

/** Whether values of the other type become ones of this without loss. */
function isWider({ unifier }: Inference, type: Ty, other: Ty): boolean {
  if (!(type instanceof Term)) return false;
  if (type === floatType) return prune(other) === intType;
  return type.of === optionConstructor && unifier.fits(type.items[0]!, other);
}
