import type { Resolved, ResolvedKind } from "../../names/index.js";
import { prune, Term, type Ty, Variable } from "../core/type.js";
import type { Inference } from "../inference.js";
import { called } from "./words.js";

type Call = ResolvedKind<"call">;

/**
 * `list.fold(xs, 0, …)` over Floats: the literal decides a type that all else contradicts. One message about the literal in the place of those
 * about the rest, where the call is right with a Float.
 * @param first number of the first diagnostic that the arguments have got
 * @param fits whether the call has no errors with other arguments
 */
export function reportStart(
  cx: Inference,
  e: Call,
  first: number,
  name: string | undefined,
  fresh: () => Ty,
  fits: (call: Call) => boolean,
): void {
  const { reports } = cx;
  const found = reports.diagnostics.slice(first);
  const at = e.arguments.findIndex(({ value }) => value.kind === "int");
  const literal = e.arguments[at]?.value;
  if (literal?.kind !== "int" || e.arguments.length < 3) return;
  if (!found.some(({ code, span }) => decided.has(code) && span !== literal.span)) return;
  const parameter = parametersOf(fresh())?.[e.arguments[at]!.index];
  if (!(parameter && prune(parameter) instanceof Variable)) return;
  const float: Resolved = { kind: "float", value: Number(literal.value), span: literal.span };
  const changed = e.arguments.with(at, { ...e.arguments[at]!, value: float });
  if (!fits({ ...e, arguments: changed })) return;
  const errors = found.filter(({ severity }) => severity === "error").length;
  reports.diagnostics.length = first;
  reports.errors -= errors;
  const { text } = cx.module.source;
  const shown = text.slice(literal.span.start, literal.span.end);
  const written = /^[0-9_]+$/.test(shown) ? `${shown}.0` : `${literal.value}.0`;
  reports.add(
    "LK3028",
    literal.span,
    { literal: shown, name: called(name) },
    { hint: `write \`${written}\``, fix: [{ span: literal.span, text: written }] },
  );
}

const decided: ReadonlySet<string> = new Set(["LK3003", "LK3010", "LK3024"]);

function parametersOf(type: Ty): readonly Ty[] | undefined {
  const at = prune(type);
  return at instanceof Term && at.of.kind === "function" ? at.items.slice(0, -1) : undefined;
}
