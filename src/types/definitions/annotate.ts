import { aliasesOf, components, type ResolvedType, type TypeSymbol } from "../../names/index.js";
import type { Span } from "../../text/index.js";
import { checkConstraints } from "../core/constraints.js";
import { substitute } from "../core/scheme.js";
import { type Excess, excess } from "../core/size.js";
import { errorType, type TypeStore } from "../core/store.js";
import { broken, type Constraints, constraintsOfName, prune, type Term, type Ty } from "../core/type.js";

/** What a written type needs to become a type. */
export interface Annotating {
  readonly store: TypeStore;
  readonly aliases: Aliases;
  /** The type of a variable. */
  variable(name: string, span: Span): Ty;
  /** An argument does not allow what the parameter's name asks for. */
  refuse(
    symbol: TypeSymbol,
    parameter: string,
    constraints: Constraints,
    argument: Ty,
    inside: Ty,
    span: Span,
  ): void;
  /** A part passes a bound; an error stands for it. */
  tooLarge(excess: Excess, span: Span): void;
}

/** What is said of written types. */
export type AnnotationReports = Pick<Annotating, "refuse" | "tooLarge">;

/** For types that have been reported where they are declared. */
export const silent: AnnotationReports = { refuse: () => {}, tooLarge: () => {} };

/**
 * The type of a written type: aliases are expanded, arguments are checked against the constraints of parameters, and the whole against the
 * bounds of types.
 */
export function annotate(a: Annotating, type: ResolvedType): Ty {
  const made = expanded(a, type);
  const passed = excess(made);
  if (!passed) return made;
  if (!((made as Term).flags & broken)) a.tooLarge(passed, type.span);
  return errorType;
}

function expanded(a: Annotating, type: ResolvedType): Ty {
  switch (type.kind) {
    case "error":
      return errorType;
    case "variable":
      return a.variable(type.name, type.span);
    case "tuple":
      return a.store.tuple(type.items.map((item) => annotate(a, item)));
    case "function":
      return a.store.function(
        type.parameters.map((parameter) => annotate(a, parameter)),
        annotate(a, type.result),
      );
    case "named": {
      const { symbol } = type;
      const items: Ty[] = type.arguments.map((argument) => annotate(a, argument));
      symbol.parameters.forEach((parameter, at) => {
        const constraints = constraintsOfName(parameter);
        // An annotation has no open variables, so there is nobody to ask.
        const inside = constraints && checkConstraints(constraints, items[at]!, () => {});
        if (!inside) return;
        a.refuse(symbol, parameter, constraints, items[at]!, inside, type.arguments[at]!.span);
        // What is made of it is no mistake of its own.
        items[at] = errorType;
      });
      return symbol.form === "alias" ? a.aliases.expand(symbol, items) : a.store.apply(symbol, ...items);
    }
  }
}

/** What aliases stand for: each is expanded once, and once for the same arguments. */
export class Aliases {
  private readonly store: TypeStore;
  private readonly bodies = new Map<
    TypeSymbol,
    { readonly parameters: readonly Term[]; readonly body: Ty }
  >();
  private readonly expanded = new Map<string, Ty>();

  constructor(store: TypeStore) {
    this.store = store;
  }

  expand(symbol: TypeSymbol, items: readonly Ty[]): Ty {
    const { parameters, body } = this.bodyOf(symbol);
    const ids = items.map((item) => (prune(item) as Term).id ?? -1);
    const key = ids.includes(-1) ? undefined : `${this.store.constructorOf(symbol).id}:${ids.join()}`;
    const known = key === undefined ? undefined : this.expanded.get(key);
    if (known) return known;
    const made = prune(substitute(this.store, body, parameters, items)) as Term;
    const aliased = this.store.aliased(made, { symbol, items });
    if (key !== undefined) this.expanded.set(key, aliased);
    return aliased;
  }

  private bodyOf(symbol: TypeSymbol): { readonly parameters: readonly Term[]; readonly body: Ty } {
    const known = this.bodies.get(symbol);
    if (known) return known;
    // Those that it is made of come first: a chain of aliases may be longer than the stack is deep.
    const unknown = (one: TypeSymbol) => aliasesOf(one).filter((other) => !this.bodies.has(other));
    for (const one of components([symbol], unknown).flat()) this.make(one);
    return this.bodies.get(symbol)!;
  }

  private make(symbol: TypeSymbol): void {
    const parameters = symbol.parameters.map((name) =>
      this.store.rigid(name, constraintsOfName(name), true, 0),
    );
    const a: Annotating = {
      store: this.store,
      aliases: this,
      variable: (name) => parameters[symbol.parameters.indexOf(name)] ?? errorType,
      ...silent,
    };
    const body = symbol.alias ? annotate(a, symbol.alias) : errorType;
    this.bodies.set(symbol, { parameters, body });
  }
}
