import type { Expression, Name } from "../../syntax/ast.js";
import { type Span, similar } from "../../text/index.js";
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
    return e.capital ? memberConstructor(r, module, name, span) : memberValue(r, module, name, span);
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

function memberValue(r: Resolver, module: ModuleNames, name: Name, span: Span): Resolved {
  const symbol = module.values.get(name.text);
  if (symbol) return mention(r, symbol, span);
  reportMember(r, module, "value", name, module.values.keys());
  return { kind: "error", parts: [], span };
}

function memberConstructor(r: Resolver, module: ModuleNames, name: Name, span: Span): Resolved {
  const symbol = module.constructors.get(name.text);
  if (symbol) return { kind: "constructor", symbol, span };
  reportMember(r, module, "constructor", name, module.constructors.keys());
  return { kind: "error", parts: [], span };
}

function reportTarget(r: Resolver, target: string, member: string, span: Span): void {
  const path = r.scope.reachable.get(target);
  if (path !== undefined) {
    reportMissingImport(r, target, path, span);
    return;
  }
  const near = similar(target, [...r.locals.names(), ...r.scope.modules.keys(), ...r.scope.values.names()]);
  const far = similar(target, r.scope.reachable.keys());
  const hint = near
    ? `did you mean \`${near}.${member}\`?`
    : far
      ? `did you mean \`${far}\`? It needs \`import ${r.scope.reachable.get(far)}\``
      : undefined;
  r.reports.add("LK2201", span, { name: target }, { hint });
}
