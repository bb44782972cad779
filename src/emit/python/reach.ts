import { children, type Declarations, qualified } from "../../tree/index.js";
import type { QualifiedName, TypedConstant, TypedExpression, TypedFunction } from "../../types/typed.js";

export interface Reached {
  /** In the order of the program. */
  readonly functions: readonly TypedFunction[];
  /** Each after those that it names. */
  readonly constants: readonly TypedConstant[];
}

/** The functions and constants of a program by name, and what their expressions mention. */
export class Reach {
  private readonly constants = new Map<string, TypedConstant>();
  private readonly order = new Map<string, number>();

  constructor(private readonly declarations: Declarations) {
    for (const module of declarations.program.modules) {
      for (const constant of module.constants) this.constants.set(qualified(constant.name), constant);
      for (const each of module.functions) this.order.set(qualified(each.name), this.order.size);
    }
  }

  /** What a file needs whose code is these functions and expressions. Functions bound to the library's Python are left out. */
  from(roots: readonly QualifiedName[], expressions: readonly TypedExpression[]): Reached {
    const functions = new Map<string, TypedFunction>();
    const constants = new Map<string, TypedConstant>();
    const pending: TypedExpression[] = [...expressions];
    const addFunction = (name: QualifiedName) => {
      const declared = this.declarations.function(name);
      if (!declared || declared.python || functions.has(qualified(name))) return;
      functions.set(qualified(name), declared);
      if (declared.body) pending.push(declared.body);
    };
    const addConstant = (name: QualifiedName) => {
      const constant = this.constants.get(qualified(name));
      if (!constant || constants.has(qualified(name)) || qualified(name) === "json.null") return;
      for (const each of mentioned(constant.value)) if (each.kind === "constant") addConstant(each.name);
      constants.set(qualified(name), constant);
    };
    roots.forEach(addFunction);
    for (let next = pending.pop(); next; next = pending.pop()) {
      for (const each of mentioned(next)) (each.kind === "function" ? addFunction : addConstant)(each.name);
    }
    const place = (declared: TypedFunction) => this.order.get(qualified(declared.name)) ?? 0;
    return {
      functions: [...functions.values()].sort((left, right) => place(left) - place(right)),
      constants: [...constants.values()],
    };
  }
}

type Mention = TypedExpression & { kind: "function" | "constant" };

/** The functions and constants that an expression names. */
function mentioned(expression: TypedExpression): readonly Mention[] {
  const found: Mention[] = [];
  const pending: TypedExpression[] = [expression];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.kind === "function" || next.kind === "constant") found.push(next);
    pending.push(...children(next));
  }
  return found;
}
