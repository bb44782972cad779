import { type Extras, suggestion } from "../../diagnostics/index.js";
import { type Span, similar } from "../../text/index.js";
import { constructorSynonyms, type Synonym, valueSynonyms } from "../habits.js";
import type { Resolved } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import type { ModuleNames, ValueSymbol } from "../symbols.js";

/** A small name: a local, else a constant or function. */
export function resolveName(r: Resolver, name: string, span: Span): Resolved {
  const binding = r.locals.get(name);
  if (binding) {
    binding.uses++;
    return binding.unclear ? { kind: "error", parts: [], span } : { kind: "local", binding, span };
  }
  const symbol = r.scope.values.get(name);
  if (symbol) return mention(r, symbol, span);
  if (!r.scope.lost.has(name)) {
    if (r.scope.module(name))
      r.reports.add("LK2205", span, { name }, { hint: `write \`${name}.\` and a name of the module` });
    else r.reports.add("LK2201", span, { name }, hintForValue(r, name, span));
  }
  return { kind: "error", parts: [], span };
}

/** A constant or function, noted as mentioned by the declaration. */
export function mention(r: Resolver, symbol: ValueSymbol, span: Span): Resolved {
  r.mentions.add(symbol);
  // Of a parameter that is there twice nobody knows what a call has to give; the parser has spoken.
  if (symbol.kind === "function" && new Set(symbol.labels).size < symbol.labels.length)
    return { kind: "error", parts: [], span };
  return symbol.kind === "function" ? { kind: "function", symbol, span } : { kind: "constant", symbol, span };
}

/** A capital name: a constructor. */
export function resolveConstructor(r: Resolver, name: string, span: Span): Resolved {
  const symbol = r.scope.constructors.get(name);
  if (symbol) return { kind: "constructor", symbol, span };
  reportConstructor(r, name, span);
  return { kind: "error", parts: [], span };
}

/** Says that there is no such constructor, and what may be meant. */
export function reportConstructor(r: Resolver, name: string, span: Span): void {
  if (r.scope.constructorsLost || r.scope.lost.has(name)) return;
  const near = similar(name, r.scope.constructors.names());
  if (near !== undefined) r.scope.constructors.get(near);
  const elsewhere = moduleWith(r, (names) => names.constructors.has(name));
  const synonym = constructorSynonyms.get(name);
  const form = r.scope.types.get(name)?.form;
  const isType =
    form === "alias"
      ? `\`${name}\` is another name of a type, which has no constructor: write a value of that type`
      : `\`${name}\` is a type; a value is made by one of its constructors`;
  const hint = elsewhere
    ? qualified(elsewhere, name, span)
    : synonym
      ? replacement(synonym, span)
      : (suggestion(near, span) ?? (form ? { hint: isType } : {}));
  r.reports.add("LK2202", span, { name }, hint);
}

function replacement({ hint, name }: Synonym, span: Span): Extras {
  return { hint, fix: name === undefined ? undefined : [{ span, text: name }] };
}

function qualified(module: string, name: string, span: Span): Extras {
  const text = `${module}.${name}`;
  return { hint: `write \`${text}\``, fix: [{ span, text }] };
}

function hintForValue(r: Resolver, name: string, span: Span): Extras {
  const pending = r.pending.find((one) => one.name === name);
  if (pending) {
    const recursion = pending.isLambda ? "; a function that calls itself is declared as a `fn`" : "";
    return { hint: `the right side of \`let ${name}\` does not see it${recursion}` };
  }
  const elsewhere = moduleWith(r, (names) => names.values.has(name));
  if (elsewhere) return qualified(elsewhere, name, span);
  const synonym = valueSynonyms.get(name);
  if (synonym) return replacement(synonym, span);
  const near = similar(name, [...r.locals.names(), ...r.scope.values.names()]);
  if (near) {
    // What may have been meant is not unused.
    const binding = r.locals.get(near);
    if (binding) binding.uses++;
    else r.scope.values.get(near);
    return suggestion(near, span)!;
  }
  const path = r.scope.reachable.get(name);
  return path === undefined ? {} : { hint: `\`${name}\` is a module: \`import ${path}\`` };
}

/** Name, here, of an imported module that has what is looked for. */
function moduleWith(r: Resolver, has: (names: ModuleNames) => boolean): string | undefined {
  for (const [name, { names }] of r.scope.modules) {
    if (!has(names)) continue;
    // What may have been meant is not unused.
    r.scope.module(name);
    return name;
  }
  return undefined;
}
