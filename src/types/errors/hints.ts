import { builtin, type Resolved } from "../../names/index.js";
import { printType } from "../core/print.js";
import {
  floatType,
  intType,
  listConstructor,
  optionConstructor,
  resultConstructor,
  stringType,
} from "../core/store.js";
import { prune, Term, type Ty } from "../core/type.js";
import type { Inference } from "../inference.js";
import type { Expected } from "./why.js";

/** A concrete way from the found type to the expected one, where there is one. */
export function hintFor(
  inference: Inference,
  expected: Expected,
  found: Ty,
  expression: Resolved | undefined,
): string | undefined {
  const wanted = prune(expected.type);
  const given = prune(found);
  if (!(wanted instanceof Term && given instanceof Term)) return undefined;
  const hint =
    hintForNumber(wanted, given, expression, inference) ??
    hintForWrapping(inference, wanted, given, expression, expected) ??
    hintForFunction(inference, wanted, given, expression) ??
    hintForRigid(wanted, given);
  return hint && withImport(inference, hint);
}

/** A hint that names a function of the library says which import it needs. */
export function withImport(inference: Inference, hint: string): string {
  const [, module] = /`(int|float|option|result|json)\.\w+/.exec(hint) ?? [];
  if (module === undefined || inference.module.imports.some(({ path }) => path === module)) return hint;
  return `${hint}; it needs \`import ${module}\``;
}

function textOf(inference: Inference, expression: Resolved | undefined): string | undefined {
  if (!expression) return undefined;
  const { text } = inference.module.source;
  const { start, end } = expression.span;
  return end - start > 40 || text.slice(start, end).includes("\n") ? undefined : text.slice(start, end);
}

function hintForNumber(
  wanted: Term,
  given: Term,
  e: Resolved | undefined,
  inference: Inference,
): string | undefined {
  const text = textOf(inference, e);
  if (wanted.id === floatType.id && given.id === intType.id) {
    const literal = e?.kind === "unary" ? e.operand : e;
    if (literal?.kind === "int")
      return `write \`${/^-?[0-9_]+$/.test(text ?? "") ? text : `${literal.value}`}.0\``;
    return text ? `write \`int.to_float(${text})\`` : "`int.to_float` makes a Float of an Int";
  }
  if (wanted.id === intType.id && given.id === floatType.id) {
    if (e?.kind === "float" && Number.isSafeInteger(e.value)) return `write \`${e.value}\``;
    return text && e?.kind !== "float"
      ? `write \`float.round(${text})\``
      : "`float.round`, `float.floor` and `float.ceiling` make an Int of a Float";
  }
  if (wanted.id === stringType.id && given.of.kind === "named" && given.items.length === 0) {
    return text ? `put it into a text: \`"\${${text}}"\`` : 'put it into a text: `"${…}"`';
  }
  const parses = wanted.id === intType.id ? "int" : wanted.id === floatType.id ? "float" : undefined;
  if (parses && given.id === stringType.id) return `\`${parses}.parse\` reads a number from a text`;
  return undefined;
}

function hintForWrapping(
  inference: Inference,
  wanted: Term,
  given: Term,
  e: Resolved | undefined,
  { why }: Expected,
): string | undefined {
  const fits = (a: Ty | undefined, b: Ty | undefined) =>
    a !== undefined && b !== undefined && inference.unifier.fits(a, b);
  const text = textOf(inference, e) ?? "…";
  const [inner] = wanted.items;
  const [outer] = given.items;
  if (wanted.of === optionConstructor && fits(inner, given)) return `write \`Some(${text})\``;
  if (wanted.of === resultConstructor && fits(inner, given)) return `write \`Ok(${text})\``;
  const single = given.of !== listConstructor && given.of.kind !== "function";
  if (wanted.of === listConstructor && single && fits(inner, given)) return `write \`[${text}]\``;
  if (why.kind === "entry" && given.of === listConstructor && fits(wanted, outer))
    return `write \`..${text}\` for the elements of a list`;
  if (given.of === optionConstructor && fits(wanted, outer)) {
    return "it may be `None`: match on it, or give another value with `option.unwrap`";
  }
  if (given.of === resultConstructor && fits(wanted, outer)) {
    return "it may be an `Error`: match on it, or give another value with `result.unwrap`";
  }
  return undefined;
}

function hintForFunction(
  inference: Inference,
  wanted: Term,
  given: Term,
  e: Resolved | undefined,
): string | undefined {
  if (given.of.kind === "function" && wanted.of.kind !== "function") {
    const result = given.items.at(-1)!;
    if (!inference.unifier.fits(wanted, result)) return undefined;
    const text = textOf(inference, e);
    const some = given.items.length > 1 ? "…" : "";
    return text && e?.kind !== "lambda" ? `call it: \`${text}(${some})\`` : "this is a function; call it";
  }
  if (given.of.kind === "function" && wanted.of.kind === "function") {
    const [found, expected] = [given.items.length - 1, wanted.items.length - 1];
    if (found !== expected)
      return `a function of ${expected} argument${expected === 1 ? "" : "s"} is expected, and this one has ${found}`;
  }
  return undefined;
}

function hintForRigid(wanted: Term, given: Term): string | undefined {
  for (const [one, other] of [
    [wanted, given],
    [given, wanted],
  ] as const) {
    if (one.of.kind === "rigid" && one.of.written) {
      return `the annotation says that \`${one.of.name}\` may be any type, not only \`${printType(other)}\``;
    }
  }
  // One type called alike in two modules needs no more than its module's name.
  return wanted.of.symbol === builtin.json ? "`json.from` makes a Json of any data" : undefined;
}
