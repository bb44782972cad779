import type { Edit } from "../../diagnostics/index.js";
import { builtin, importEdit, type Resolved, typeVariableSynonyms } from "../../names/index.js";
import { printType } from "../core/print.js";
import {
  boolType,
  floatType,
  intType,
  listConstructor,
  optionConstructor,
  resultConstructor,
  stringType,
} from "../core/store.js";
import { prune, Term, type Ty, wordOf } from "../core/type.js";
import type { Inference } from "../inference.js";
import { hintForJoining } from "./joining.js";
import type { Expected } from "./why.js";

/** What a message advises, and the edits that do it where nothing is left to decide. */
export interface Hint {
  readonly hint: string;
  readonly fix?: readonly Edit[] | undefined;
}

/** A concrete way from the found type to the expected one, where there is one. */
export function hintFor(
  inference: Inference,
  expected: Expected,
  found: Ty,
  expression: Resolved | undefined,
): Hint | undefined {
  const wanted = prune(expected.type);
  const given = prune(found);
  if (!(wanted instanceof Term && given instanceof Term)) return undefined;
  if (expected.why.kind === "pattern" || expected.why.kind === "alternative")
    return hintForPattern(inference, wanted, given, expected);
  const hint =
    hintForTruth(inference, wanted, given, expression, expected) ??
    hintForSum(inference, expected, given, expression) ??
    hintForMessage(inference, given, expression, expected) ??
    hintForNumber(wanted, given, expression, inference) ??
    hintForWrapping(inference, wanted, given, expression, expected) ??
    hintForFunction(inference, wanted, given, expression) ??
    hintForTuple(wanted, given, expected) ??
    hintForRigid(wanted, given);
  return hint && withImport(inference, hint);
}

/** What is matched stays as it is, so that the pattern is what changes: nothing is converted. */
function hintForPattern(
  inference: Inference,
  wanted: Term,
  given: Term,
  expected: Expected,
): Hint | undefined {
  const [inner] = wanted.items;
  const wraps = wanted.of === optionConstructor ? "Some" : wanted.of === resultConstructor ? "Ok" : undefined;
  if (wraps && inner && inference.unifier.fits(inner, given))
    return { hint: `what is matched is ${wraps === "Ok" ? "a Result" : "an Option"}: write \`${wraps}(…)\`` };
  if (wanted.id === floatType.id && given.id === intType.id)
    return { hint: "there are no Float patterns: bind a name and compare it in a guard, `x if x == 1.0`" };
  return hintForTuple(wanted, given, expected) ?? hintForRigid(wanted, given);
}

/** A hint that names a function of the library says which import it needs. */
export function withImport(inference: Inference, { hint, fix }: Hint): Hint {
  const [, module] = /`(int|float|option|result|failure|json)\.\w+/.exec(hint) ?? [];
  if (module === undefined || inference.module.imports.some(({ path }) => path === module))
    return { hint, fix };
  return {
    hint: `${hint}; it needs \`import ${module}\``,
    fix: fix && [importEdit(inference.module.source, module), ...fix],
  };
}

/** The hint to write another text in the place of an expression, with the edit. */
function write(e: Resolved | undefined, text: string): Hint {
  return { hint: `write \`${text}\``, fix: e && [{ span: e.span, text }] };
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
): Hint | undefined {
  const text = textOf(inference, e);
  if (wanted.id === floatType.id && given.id === intType.id) {
    const literal = e?.kind === "unary" ? e.operand : e;
    if (literal?.kind === "int")
      return write(e, `${/^-?[0-9_]+$/.test(text ?? "") ? text : `${literal.value}`}.0`);
    return text ? write(e, `int.to_float(${text})`) : { hint: "`int.to_float` makes a Float of an Int" };
  }
  if (wanted.id === intType.id && given.id === floatType.id) {
    if (e?.kind === "float" && Number.isSafeInteger(e.value)) return write(e, `${e.value}`);
    return text && e?.kind !== "float"
      ? write(e, `float.round(${text})`)
      : { hint: "`float.round`, `float.floor` and `float.ceiling` make an Int of a Float" };
  }
  if (wanted.id === stringType.id && given.of.kind === "named" && given.items.length === 0) {
    return hintForText(text, e);
  }
  const parses = wanted.id === intType.id ? "int" : wanted.id === floatType.id ? "float" : undefined;
  if (!(parses && given.id === stringType.id)) return undefined;
  const number = parses === "int" ? /^"(-?[0-9]+)"$/ : /^"(-?[0-9]+\.[0-9]+)"$/;
  const [, digits] = number.exec(text ?? "") ?? [];
  if (digits !== undefined) return write(e, digits);
  return e?.kind === "string"
    ? undefined
    : { hint: `\`${parses}.parse\` reads a number from a text; it gives an \`Option\`` };
}

/** What other languages take for true or false. */
function hintForTruth(
  inference: Inference,
  wanted: Term,
  given: Term,
  e: Resolved | undefined,
  { why }: Expected,
): Hint | undefined {
  const logical = why.kind === "operand" && ["&&", "||", "!"].includes(why.operator);
  if (wanted !== boolType || !(logical || why.kind === "condition" || why.kind === "guard")) return undefined;
  const text = textOf(inference, e);
  // Of a Bool that may be missing it is the Bool that is asked for.
  if (text === undefined || prune(given.items[0] ?? intType) === boolType) return undefined;
  if (given.of === optionConstructor) return write(e, `option.is_some(${text})`);
  if (given.of === resultConstructor) return write(e, `result.is_ok(${text})`);
  const nothing = given.of === listConstructor ? "[]" : empties.get(given);
  const simple = e && ["local", "int", "float", "string", "call", "field", "constant"].includes(e.kind);
  const bare = why.kind !== "operand" || why.operator !== "!";
  if (nothing === undefined || !simple) return undefined;
  return bare ? write(e, `${text} != ${nothing}`) : { hint: `compare it: \`${text} == ${nothing}\`` };
}

/** What counts as false where every type has a truth. */
const empties: ReadonlyMap<Ty, string> = new Map([
  [intType, "0"],
  [floatType, "0.0"],
  [stringType, '""'],
]);

/** A number and a text with a `+` between; any other String may have been meant as a number. */
function hintForSum(
  inference: Inference,
  { type, why }: Expected,
  given: Term,
  e: Resolved | undefined,
): Hint | undefined {
  if (why.kind !== "operand" || why.side !== "right" || !e || e !== why.whole?.right) return undefined;
  const asked = why.result && prune(why.result) === stringType;
  return asked || e.kind === "string"
    ? hintForJoining(inference, why, { left: type, right: given })
    : undefined;
}

/** Who gives a whole failure to `fail` means to raise it again. */
function hintForMessage(
  inference: Inference,
  given: Term,
  e: Resolved | undefined,
  { why }: Expected,
): Hint | undefined {
  if (why.kind !== "message" || given.of.symbol !== builtin.failure) return undefined;
  return { hint: `raise it again by \`failure.raise(${textOf(inference, e) ?? "…"})\`` };
}

/** A literal is put into quotes, anything else into a text. */
function hintForText(text: string | undefined, e: Resolved | undefined): Hint {
  if (text === undefined) return { hint: 'put it into a text: `"${…}"`' };
  if (e?.kind === "int" || e?.kind === "float") return write(e, `"${text}"`);
  const shown = `"\${${text}}"`;
  return { hint: `put it into a text: \`${shown}\``, fix: e && [{ span: e.span, text: shown }] };
}

function hintForWrapping(
  inference: Inference,
  wanted: Term,
  given: Term,
  e: Resolved | undefined,
  { why }: Expected,
): Hint | undefined {
  const fits = (a: Ty | undefined, b: Ty | undefined) =>
    a !== undefined && b !== undefined && inference.unifier.fits(a, b);
  const short = textOf(inference, e);
  const text = short ?? "…";
  const known = short === undefined ? undefined : e;
  const [inner, error] = wanted.items;
  const [outer] = given.items;
  if (wanted.of === optionConstructor && fits(inner, given)) return write(known, `Some(${text})`);
  if (wanted.of === resultConstructor && fits(inner, given)) return write(known, `Ok(${text})`);
  if (wanted.of === resultConstructor && fits(error, given)) return write(known, `Error(${text})`);
  const single = given.of !== listConstructor && given.of.kind !== "function";
  if (wanted.of === listConstructor && single && fits(inner, given)) return write(known, `[${text}]`);
  if (why.kind === "entry" && given.of === listConstructor && fits(wanted, outer))
    return { hint: `write \`..${text}\` for the elements of a list` };
  const early =
    short !== undefined && mayLeave(inference, given) ? ` write \`${short}?\`, which leaves early,` : "";
  if (given.of === optionConstructor && fits(wanted, outer)) {
    return { hint: `it may be \`None\`: match on it,${early} or give another value with \`option.unwrap\`` };
  }
  if (given.of === resultConstructor && fits(wanted, outer)) {
    return {
      hint: `it may be an \`Error\`: match on it,${early} or give another value with \`result.unwrap\``,
    };
  }
  return undefined;
}

/** Whether `?` could be put behind a value of this type: the function around it gives the same kind of type. */
function mayLeave({ frame, generalises }: Inference, given: Term): boolean {
  const result = prune(frame.result);
  return (
    generalises &&
    (frame.kind === "function" || frame.kind === "lambda") &&
    result instanceof Term &&
    result.of === given.of
  );
}

function hintForFunction(
  inference: Inference,
  wanted: Term,
  given: Term,
  e: Resolved | undefined,
): Hint | undefined {
  if (given.of.kind === "function" && wanted.of.kind !== "function") {
    const result = given.items.at(-1)!;
    if (!inference.unifier.fits(wanted, result)) return undefined;
    const text = textOf(inference, e);
    const some = given.items.length > 1 ? "…" : "";
    const hint =
      text && e?.kind !== "lambda" ? `call it: \`${text}(${some})\`` : "this is a function; call it";
    return { hint, fix: e && text && !some ? [{ span: e.span, text: `${text}()` }] : undefined };
  }
  if (given.of.kind === "function" && wanted.of.kind === "function") {
    const [found, expected] = [given.items.length - 1, wanted.items.length - 1];
    if (found !== expected) {
      const count = expected === 1 ? "1 argument" : `${expected || "no"} arguments`;
      return { hint: `a function of ${count} is expected, and this one has ${found || "none"}` };
    }
  }
  return undefined;
}

function hintForTuple(wanted: Term, given: Term, { why }: Expected): Hint | undefined {
  if (wanted.of.kind !== "tuple" || given.of.kind !== "tuple") return undefined;
  const [count, found] = [wanted.items.length, given.items.length];
  if (count === found) return undefined;
  const what = why.kind === "pattern" ? "the pattern has" : "this one has";
  return { hint: `the tuple has ${count} items, and ${what} ${found}` };
}

/** What a variable stands for, by the word of its constraint. */
const anyOf: Readonly<Record<string, string>> = {
  number: "number, Int or Float",
  appendable: "String or List",
  comparable: "type that is comparable",
};

function hintForRigid(wanted: Term, given: Term): Hint | undefined {
  for (const [one, other] of [
    [wanted, given],
    [given, wanted],
  ] as const) {
    if (one.of.kind === "rigid" && one.of.written) {
      const meant = typeVariableSynonyms.get(one.of.name);
      if (meant !== undefined)
        return {
          hint: `\`${one.of.name}\` in the annotation is a variable, for any type; the type is \`${meant}\``,
        };
      const any = anyOf[wordOf(one.of.constraints) ?? ""] ?? "type";
      const hint = `the annotation says that \`${one.of.name}\` may be any ${any}, not only \`${printType(other)}\``;
      return { hint };
    }
  }
  // One type called alike in two modules needs no more than its module's name.
  return wanted.of.symbol === builtin.json ? { hint: "`json.from` makes a Json of any data" } : undefined;
}
