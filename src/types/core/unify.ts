import type { Wait } from "../waiting/wait.js";
import { checkConstraints } from "./constraints.js";
import { type Excess, measure } from "./size.js";
import { broken, type Constraints, open, prune, type Term, type Ty, Variable } from "./type.js";

/** Why two types cannot be one. */
export type Problem =
  | { readonly kind: "mismatch" }
  /** A type would contain itself. */
  | { readonly kind: "infinite"; readonly variable: Variable; readonly type: Ty }
  /** A type would be larger than types may be. */
  | { readonly kind: "large"; readonly type: Ty; readonly excess: Excess }
  /** A type does not allow what is asked of it; `inside` is the part that forbids it. */
  | { readonly kind: "constraint"; readonly constraints: Constraints; readonly type: Ty; readonly inside: Ty }
  /** A rigid variable would leave the `let` that it belongs to. */
  | { readonly kind: "escape"; readonly rigid: Term };

interface Change {
  readonly variable: Variable;
  readonly constraints: Constraints;
  readonly waits: readonly Wait[] | undefined;
}

/** So many steps of one unification are taken before it remembers which open terms are equal already. */
const manySteps = 1_000;

/** Makes types equal by binding variables; what fails leaves no trace. */
export class Unifier {
  /** What waits for variables that are bound now; to be looked at when unification is done. */
  ready: Wait[] = [];
  private changes: Change[] = [];
  private steps = 0;
  private equal: Map<Term, Set<Term>> | undefined;

  /** Makes two types one, or says why they cannot be. */
  unify(a: Ty, b: Ty): Problem | undefined {
    return this.all(() => this.meet(a, b));
  }

  /** Whether two types could be made one; changes nothing. */
  fits(a: Ty, b: Ty): boolean {
    let fitting = false;
    this.all(() => {
      fitting = this.meet(a, b) === undefined;
      return { kind: "mismatch" };
    });
    return fitting;
  }

  /** Asks a type to allow something. */
  constrain(type: Ty, constraints: Constraints): Problem | undefined {
    return this.all(() => this.demand(constraints, type));
  }

  private all(step: () => Problem | undefined): Problem | undefined {
    this.changes.length = 0;
    this.steps = 0;
    this.equal = undefined;
    const waiting = this.ready.length;
    const problem = step();
    if (problem) {
      for (let at = this.changes.length - 1; at >= 0; at--) {
        const { variable, constraints, waits } = this.changes[at]!;
        variable.link = undefined;
        variable.constraints = constraints;
        variable.waits = waits;
      }
      this.ready.length = waiting;
    }
    return problem;
  }

  private meet(left: Ty, right: Ty): Problem | undefined {
    const a = prune(left);
    const b = prune(right);
    if (a === b) return undefined;
    if (a instanceof Variable) return b instanceof Variable ? this.join(a, b) : this.bind(a, b);
    if (b instanceof Variable) return this.bind(b, a);
    if (a.id >= 0 && a.id === b.id) return undefined;
    if (a.of.kind === "error" || b.of.kind === "error") return undefined;
    if (a.of !== b.of) return { kind: "mismatch" };
    if (!((a.flags | b.flags) & (open | broken))) return { kind: "mismatch" };
    if (this.steps++ > manySteps && this.known(a, b)) return undefined;
    for (let at = 0; at < a.items.length; at++) {
      const problem = this.meet(a.items[at]!, b.items[at]!);
      if (problem) return problem;
    }
    return undefined;
  }

  /** Whether two terms have met in this unification; notes that they do. */
  private known(a: Term, b: Term): boolean {
    this.equal ??= new Map();
    const others = this.equal.get(a);
    if (others?.has(b)) return true;
    if (others) others.add(b);
    else this.equal.set(a, new Set([b]));
    return false;
  }

  private join(a: Variable, b: Variable): Problem | undefined {
    const constraints = a.constraints | b.constraints;
    // A number is never appendable.
    if (constraints & 2 && constraints & 4) {
      const [wanted, other] = a.constraints & 2 ? [a, b] : [b, a];
      return { kind: "constraint", constraints: other.constraints, type: wanted, inside: wanted };
    }
    this.change(a);
    this.change(b);
    a.link = b;
    b.constraints = constraints;
    b.level = Math.min(a.level, b.level);
    if (a.waits) b.waits = b.waits ? [...b.waits, ...a.waits] : a.waits;
    return undefined;
  }

  private bind(variable: Variable, term: Term): Problem | undefined {
    if (term.of.kind === "error") {
      this.change(variable);
      variable.link = term;
      return undefined;
    }
    const problem =
      this.lower(variable, term) ??
      (variable.constraints ? this.demand(variable.constraints, term) : undefined);
    if (problem) return problem;
    this.change(variable);
    variable.link = term;
    for (const one of variable.waits ?? []) this.ready.push(one);
    return undefined;
  }

  private change(variable: Variable): void {
    this.changes.push({ variable, constraints: variable.constraints, waits: variable.waits });
  }

  /** The occurs check; brings what stands inside the term to the variable's level, and measures it. */
  private lower(variable: Variable, term: Term): Problem | undefined {
    const found = measure<Problem>(term, (part) => {
      if (part === variable) return { kind: "infinite", variable, type: term };
      if (part instanceof Variable) part.level = Math.min(part.level, variable.level);
      else if (part.of.level > variable.level) return { kind: "escape", rigid: part };
      return undefined;
    });
    return typeof found === "string" ? { kind: "large", type: term, excess: found } : found;
  }

  private demand(constraints: Constraints, type: Ty): Problem | undefined {
    const inside = checkConstraints(constraints, type, (variable, more) => {
      this.change(variable);
      variable.constraints |= more;
    });
    return inside && { kind: "constraint", constraints, type, inside };
  }
}
