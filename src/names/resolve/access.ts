import { didYouMean } from "../../diagnostics/index.js";
import type { Expression, Name } from "../../syntax/ast.js";
import { type Span, similar } from "../../text/index.js";
import { importEdit } from "../import-edits.js";
import type { Resolved } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import type { ModuleNames } from "../symbols.js";
import { resolveExpression } from "./expression.js";
import { reportMember, reportMissingImport } from "./module.js";
import { mention } from "./name.js";

/** `a.b`: `a` is a local if there is one, else an imported module, else a constant or function. */
export function resolveAccess(r: Resolver, e: Extract<Expression, { kind: "access" }>): Resolved {
  const { target, name, span } = e;
  if (target.kind !== "name" || r.locals.get(target.name)) return fieldOf(r, e);
  const module = r.scope.module(target.name);
  if (module)
    return e.capital
      ? memberConstructor(r, module, name, span)
      : memberValue(r, module, name, span, hiddenConstant(r, target.name, module));
  if (r.scope.values.get(target.name)) return fieldOf(r, e);
  if (!r.scope.lost.has(target.name)) reportTarget(r, target.name, name.text, target.span);
  return { kind: "error", parts: [], span };
}

function fieldOf(r: Resolver, e: Extract<Expression, { kind: "access" }>): Resolved {
  const record = resolveExpression(r, e.target);
  if (e.capital) {
    r.reports.add("LK2204", e.name.span, { what: "field", name: e.name.text, module: "a value" });
    return { kind: "error", parts: [record], span: e.span };
  }
  const hidden = e.target.kind === "name" && r.scope.modules.has(e.target.name);
  // `list.length` where `list` is a variable: the module was meant if it has that, and its import is of use once the variable is renamed.
  if (hidden && r.scope.modules.get(e.target.name)!.names.values.has(e.name.text))
    r.scope.module(e.target.name);
  return { kind: "field", record, name: e.name.text, nameSpan: e.name.span, hidden, span: e.span };
}

/** A constant of this module that cannot be reached by its fields, since a module of its name is imported. */
function hiddenConstant(r: Resolver, name: string, module: ModuleNames): string | undefined {
  const constant = r.scope.values.peek(name);
  if (constant?.symbol.kind !== "constant") return undefined;
  return `\`${name}\` is the module here, not the constant: \`import ${module.path} as …\` gives it another name`;
}

function memberValue(
  r: Resolver,
  module: ModuleNames,
  name: Name,
  span: Span,
  hidden: string | undefined,
): Resolved {
  const symbol = module.values.get(name.text);
  if (symbol) return mention(r, symbol, span);
  reportMember(r, module, "value", name, module.values.keys(), hidden);
  return { kind: "error", parts: [], span };
}

function memberConstructor(r: Resolver, module: ModuleNames, name: Name, span: Span): Resolved {
  const symbol = module.constructors.get(name.text);
  if (symbol) return { kind: "constructor", symbol, span };
  reportMember(r, module, "constructor", name, module.constructors.keys());
  return { kind: "error", parts: [], span };
}

function reportTarget(r: Resolver, target: string, member: string, span: Span): void {
  const known = r.scope.reachable.get(target);
  if (known !== undefined) {
    reportMissingImport(r, known, span);
    return;
  }
  // A module that has the member is meant rather than one that has not.
  const modules = [...r.scope.modules]
    .filter(([, { names }]) => names.values.has(member))
    .map(([name]) => name);
  const near = similar(target, modules) ?? similar(target, [...r.locals.names(), ...r.scope.values.names()]);
  if (near !== undefined) {
    use(r, near);
    const fix = [{ span, text: near }];
    r.reports.add("LK2201", span, { name: target }, { hint: didYouMean(`${near}.${member}`), fix });
    return;
  }
  const far = similar(target, r.scope.reachable.keys());
  const path = far === undefined ? undefined : r.scope.reachable.get(far);
  const extras =
    path === undefined
      ? {}
      : {
          hint: `${didYouMean(far!)} It needs \`import ${path}\``,
          fix: [importEdit(r.reports.source, path), { span, text: far! }],
        };
  r.reports.add("LK2201", span, { name: target }, extras);
}

/** What may have been meant is not unused. */
function use(r: Resolver, name: string): void {
  const binding = r.locals.get(name);
  if (binding) binding.uses++;
  else if (!r.scope.values.get(name)) r.scope.module(name);
}
