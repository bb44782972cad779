import type { Resolved } from "../../names/index.js";
import { floatType, intType, stringType } from "../core/store.js";
import { prune, Term, type Ty } from "../core/type.js";
import type { Inference } from "../inference.js";
import type { Hint } from "./hints.js";
import type { Why } from "./why.js";

type Operand = Extract<Why, { kind: "operand" }>;

/**
 * `count + " lines"`, which joins texts in other languages: the whole with `++` and both operands as texts, where one of them is a String and the
 * other can be written into one.
 *
 * @param types of the operands, as far as they are known
 */
export function hintForJoining(
  { module }: Inference,
  { operator, whole }: Operand,
  types: { readonly left: Ty | undefined; readonly right: Ty | undefined },
): Hint | undefined {
  if (operator !== "+" || !whole) return undefined;
  const { text } = module.source;
  const { left, right, operatorSpan } = whole;
  const known = [types.left, types.right].map((type) => type && prune(type));
  if (known.every((type) => type === stringType)) return undefined;
  const joined = [asText(text, left, types.left), asText(text, right, types.right)];
  if (joined.includes(undefined) || joined.every((one) => one?.startsWith('"${'))) return undefined;
  const shown = joined.join(" ++ ");
  if (shown.length > 60) return undefined;
  return {
    hint: `write \`${shown}\`, which joins texts`,
    fix: [
      { span: left.span, text: joined[0]! },
      { span: operatorSpan, text: "++" },
      { span: right.span, text: joined[1]! },
    ],
  };
}

/** The type of a variable or literal, which is known before it is looked at as an operand. */
export function knownType({ bindings }: Inference, e: Resolved): Ty | undefined {
  if (e.kind === "local") return bindings[e.binding.id]?.type;
  return e.kind === "int"
    ? intType
    : e.kind === "float"
      ? floatType
      : e.kind === "string"
        ? stringType
        : undefined;
}

/** An operand as it is written as a String; undefined where it cannot be, or is long. */
function asText(source: string, { kind, span }: Resolved, type: Ty | undefined): string | undefined {
  const at = type && prune(type);
  const text = source.slice(span.start, span.end);
  if (!(at instanceof Term) || text.includes("\n")) return undefined;
  if (at === stringType) return text;
  if (at.of.kind !== "named" || at.items.length > 0) return undefined;
  return kind === "int" || kind === "float" ? `"${text}"` : `"\${${text}}"`;
}
