import type {
  ResolvedConstant,
  ResolvedFunction,
  ResolvedTest,
  ResolvedValue,
  ValueSymbol,
} from "../../names/index.js";
import { freshName } from "../core/print.js";
import { generalise, type Scheme } from "../core/scheme.js";
import { boolType, errorType } from "../core/store.js";
import { publicConstraint, type Term, type Ty, wordOf } from "../core/type.js";
import type { Expected } from "../errors/why.js";
import { infer } from "../expressions/expression.js";
import { Frame, Inference, type ModuleContext } from "../inference.js";
import type { TypedConstant, TypedExpression, TypedFunction, TypedParameter, TypedTest } from "../typed.js";
import { checkConversions } from "./conversions.js";
import { checkPatterns, settleWaits } from "./finish.js";
import { annotating, type Signature } from "./signature.js";

export interface TypedGroup {
  readonly constants: readonly TypedConstant[];
  readonly functions: readonly TypedFunction[];
}

/** Infers the declarations of a group together; each gets its scheme, and its variables their names. */
export function inferGroup(
  module: ModuleContext,
  group: readonly ResolvedValue[],
  signatures: ReadonlyMap<ValueSymbol, Signature>,
): TypedGroup {
  const cx = newInference(module);
  const types = new Map<ValueSymbol, Ty>();
  for (const value of group) {
    if (module.environment.scheme(value.symbol)) continue;
    const type = openType(cx, value, signatures.get(value.symbol)!);
    types.set(value.symbol, type);
    cx.inferred.set(value.symbol, type);
  }
  const drafts = group.map((value) => inferValue(cx, value, signatures.get(value.symbol)!));
  settleWaits(cx);
  const names = new Set<string>();
  for (const [symbol, type] of types) {
    const { rigids } = signatures.get(symbol)!;
    const scheme = generalise(cx.store, type, 0, () => true);
    nameVariables(scheme, new Set([...rigids.keys(), ...names]));
    for (const one of scheme.variables) names.add(one.of.name);
    module.environment.setScheme(symbol, scheme);
  }
  for (const value of group) for (const name of signatures.get(value.symbol)!.rigids.keys()) names.add(name);
  for (const scheme of cx.locals) nameVariables(scheme, names);
  checkConversions(cx);
  cx.settleNodes();
  checkPatterns(cx);
  const built = drafts.map((draft) => draft());
  return {
    constants: built.filter((one): one is TypedConstant => "value" in one),
    functions: built.filter((one): one is TypedFunction => "parameters" in one),
  };
}

/** Infers a test: a body that is a Bool. */
export function inferTest(module: ModuleContext, test: ResolvedTest): TypedTest {
  const cx = newInference(module);
  cx.generalises = ![...test.mentions].some((symbol) => symbol.kind === "function" && symbol.form !== "fn");
  const body = infer(cx, test.body, { type: boolType, why: { kind: "test" } });
  settleWaits(cx);
  checkConversions(cx);
  cx.settleNodes();
  checkPatterns(cx);
  return {
    title: test.title,
    module: module.path,
    line: module.source.line(test.span.start),
    body,
    replacements: test.replacements.map(({ external, by, span }) => ({
      external: external.name,
      by: by.name,
      span,
    })),
  };
}

function newInference(module: ModuleContext): Inference {
  return new Inference(module, (cx) =>
    annotating(
      module.environment,
      module.reports,
      () => cx.rigids,
      () => cx.level,
    ),
  );
}

/** The type of a declaration as far as it is annotated. */
function openType(cx: Inference, value: ResolvedValue, signature: Signature): Ty {
  const result = signature.result ?? cx.fresh();
  if (value.kind === "constant") return result;
  return cx.store.function(
    signature.parameters.map((parameter) => parameter ?? cx.fresh()),
    result,
  );
}

/** Infers a value; what comes back is built when the group is done. */
function inferValue(
  cx: Inference,
  value: ResolvedValue,
  signature: Signature,
): () => TypedConstant | TypedFunction {
  cx.bindings = [];
  cx.rigids = new Map(signature.rigids);
  const type = cx.inferred.get(value.symbol) ?? cx.environment.scheme(value.symbol)!.type;
  return value.kind === "constant" ? inferConstant(cx, value, type) : inferFunction(cx, value, type as Term);
}

function inferConstant(cx: Inference, value: ResolvedConstant, type: Ty): () => TypedConstant {
  const { annotation, symbol } = value;
  const expected: Expected | undefined = annotation && {
    type,
    why: { kind: "annotation", of: symbol.name.name, span: annotation.span },
  };
  cx.frame = new Frame("constant", symbol.name.name, type);
  cx.generalises = true;
  const typed = infer(cx, value.value, expected);
  if (!expected) cx.unify(type, typed.type as unknown as Ty);
  return () => ({
    name: symbol.name,
    type: cx.settle(cx.environment.scheme(symbol)?.type ?? errorType),
    value: typed,
    doc: value.doc,
    line: cx.module.source.line(value.span.start),
  });
}

function inferFunction(cx: Inference, value: ResolvedFunction, type: Term): () => TypedFunction {
  const { symbol, body } = value;
  const { name } = symbol.name;
  const parameterTypes = type.items.slice(0, -1);
  const parameters = value.parameters.map(({ binding, span }, at): TypedParameter => {
    cx.bind(binding, parameterTypes[at]!);
    return cx.typed(parameterTypes[at]!, { name: binding.name, id: binding.id, span });
  });
  const resultType = type.items.at(-1)!;
  const frame = new Frame(symbol.form === "pipeline" ? "pipeline" : "function", name, resultType);
  const expected: Expected = {
    type: resultType,
    why: value.result ? { kind: "result", of: name, span: value.result.span } : { kind: "frame", frame },
  };
  cx.frame = frame;
  cx.generalises = symbol.form !== "pipeline";
  const typed: TypedExpression | undefined = body && infer(cx, body, expected);
  return () => ({
    kind: symbol.form,
    name: symbol.name,
    parameters,
    result: cx.settle(resultType),
    variables: cx.environment.scheme(symbol)!.variables.map(({ of }) => ({
      name: of.name,
      constraint: publicConstraint(of.constraints),
    })),
    body: typed,
    external: value.external,
    python: value.python?.name,
    attributes: value.attributes,
    effects: cx.environment.hasEffects(symbol),
    doc: value.doc,
    line: cx.module.source.line(value.span.start),
    span: symbol.place.span,
    resultSpan: value.result?.span,
  });
}

/** Gives the variables that inference found names that nobody has: `a`, `b`, …, `number`, `comparable2`, … */
export function nameVariables(scheme: Scheme, taken: Set<string>): void {
  for (const { of } of scheme.variables) if (of.name !== "") taken.add(of.name);
  for (const { of } of scheme.variables) {
    if (of.name !== "") continue;
    of.name = freshName(wordOf(of.constraints), taken);
    taken.add(of.name);
  }
}
