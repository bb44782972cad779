import type { Binding, ModuleNames, Resolved, TypeSymbol, ValueSymbol } from "../names/index.js";
import type { Types } from "../patterns/index.js";
import type { SourceText, Span } from "../text/index.js";
import { close, settle } from "./core/close.js";
import { instantiate, monotype, type Scheme } from "./core/scheme.js";
import { type Excess, excess } from "./core/size.js";
import { errorType, intType, stringType, type TypeStore, unitType } from "./core/store.js";
import { appendable, broken, type Constraints, prune, type Term, type Ty, Variable } from "./core/type.js";
import { Unifier } from "./core/unify.js";
import type { Annotating } from "./definitions/annotate.js";
import type { Environment } from "./environment.js";
import { reportLarge } from "./errors/large.js";
import { reportProblem } from "./errors/problem.js";
import type { Expected, Why } from "./errors/why.js";
import type { Reports } from "./report.js";
import type { Type, TypedArm, TypedExpression, TypedPattern } from "./typed.js";
import type { Wait } from "./waiting/wait.js";

/** What a module's declarations are checked with. */
export interface ModuleContext {
  readonly path: string;
  readonly library: boolean;
  readonly source: SourceText;
  readonly environment: Environment;
  readonly reports: Reports;
  /** Types of the module and of what it imports, for hints. */
  readonly types: readonly TypeSymbol[];
  readonly imports: readonly ModuleNames[];
  readonly find: (path: string) => ModuleNames | undefined;
  readonly patternTypes: Types;
}

/** What is around what is inferred: `?` leaves a function or lambda, and nothing else. */
export class Frame {
  readonly kind: "function" | "pipeline" | "lambda" | "constant" | "none";
  /** For messages. */
  readonly name: string;
  readonly result: Ty;
  /** The first `?` in it. */
  early: Span | undefined;

  constructor(kind: Frame["kind"], name: string, result: Ty) {
    this.kind = kind;
    this.name = name;
    this.result = result;
  }
}

/** A `match` whose arms are looked at when the group is done. */
export interface Match {
  readonly subject: Ty;
  readonly arms: readonly TypedArm[];
  readonly span: Span;
  readonly subjectEnd: number;
}

/** A pattern that has to match whatever comes; looked at when the group is done. */
export interface Binder {
  readonly pattern: TypedPattern;
  readonly what: "let" | "parameter";
}

/** A `json` function whose variable has to be known, and data, when the group is done. */
export interface Conversion {
  readonly type: Ty;
  readonly name: string;
  /** `decode` and `to` need to know what to make. */
  readonly decodes: boolean;
  readonly span: Span;
}

/** A mention of a function of the group being inferred; it gets the function's own variables in the end. */
interface Recursion {
  readonly node: { instance: readonly Ty[] };
  readonly symbol: ValueSymbol;
}

/** A node while it is made. */
type Draft<Node> = Untyped<Node> & { type: Type; span: Span; line: number };

type Untyped<Node> = Node extends unknown ? Omit<Node, "type" | "span" | "line"> : never;

/** State of inferring one group of declarations, and of the declaration at hand. */
export class Inference {
  readonly module: ModuleContext;
  readonly environment: Environment;
  readonly store: TypeStore;
  readonly reports: Reports;
  readonly unifier = new Unifier();
  /** Types of the group's values while they are inferred. */
  readonly inferred = new Map<ValueSymbol, Ty>();
  readonly recursions: Recursion[] = [];
  readonly conversions: Conversion[] = [];
  readonly waits: Wait[] = [];
  readonly matches: Match[] = [];
  readonly binders: Binder[] = [];
  /** Schemes of `let`s; their variables get names when the group is done. */
  readonly locals: Scheme[] = [];
  /** Depth of `let`. */
  level = 1;
  /** Of the declaration at hand: schemes by id of binding. */
  bindings: Scheme[] = [];
  /** Of the declaration at hand: type variables in scope. */
  rigids = new Map<string, Term>();
  frame = new Frame("none", "", unitType);
  /** How many patterns have been reported; a `match` with one of them is not looked at again. */
  brokenPatterns = 0;
  /** Within `tried`. */
  trying = false;
  /** Whether `let` generalises: not in pipelines, nor in tests that call nodes or pipelines as a pipeline does. */
  generalises = true;
  /** Nodes whose types are settled when the group is done. */
  private readonly nodes: { type: Type; readonly span?: Span }[] = [];
  /** Whether a type of the group has been found too large. */
  private large = false;
  private readonly annotating: Annotating;

  constructor(module: ModuleContext, annotating: (inference: Inference) => Annotating) {
    this.module = module;
    this.environment = module.environment;
    this.store = module.environment.store;
    this.reports = module.reports;
    this.annotating = annotating(this);
  }

  fresh(constraints?: Constraints): Variable {
    return new Variable(this.level, constraints);
  }

  get annotations(): Annotating {
    return this.annotating;
  }

  /** A node of the typed tree; its type becomes final when the group is done. */
  node(type: Ty, span: Span, lineAt: number, rest: Untyped<TypedExpression>): TypedExpression {
    const node = rest as Draft<TypedExpression>;
    node.span = span;
    node.line = this.module.source.line(lineAt);
    return this.typed(this.bounded(type, span), node) as TypedExpression;
  }

  /** A type, or what stands for it where it passes a bound and has been reported for that. */
  private bounded(type: Ty, span: Span): Ty {
    const passed = excess(type);
    if (!passed) return type;
    this.tooLarge(passed, type, span);
    return errorType;
  }

  /** Reports a type that passes a bound, except where a part of it has been reported. */
  tooLarge(passed: Excess, type: Ty, span: Span): void {
    this.large = true;
    const at = prune(type);
    if (at instanceof Variable || !(at.flags & broken)) reportLarge(this.reports, passed, span);
  }

  pattern(type: Ty, span: Span, rest: Untyped<TypedPattern>): TypedPattern {
    const node = rest as Draft<TypedPattern>;
    node.span = span;
    return this.typed(type, node) as TypedPattern;
  }

  /** Gives any part of the tree its type. */
  typed<Part extends object>(type: Ty, part: Part): Part & { readonly type: Type } {
    const node = part as Part & { type: Type };
    node.type = type as unknown as Type;
    this.nodes.push(node);
    return node;
  }

  /** What stands for something that has been reported. Of programs with errors, placement alone looks at what has none, and to it this is `()`. */
  broken(type: Ty, span: Span): TypedExpression {
    return this.node(type, span, span.start, { kind: "tuple", items: [] });
  }

  /**
   * What an attempt of inferring gives; undefined where it reports. Nothing that it reports or leaves to look at stays. Only after an
   * error: what it unifies stays unified.
   */
  tried(attempt: () => Ty): Ty | undefined {
    const { reports } = this;
    const lists = [reports.diagnostics, this.recursions, this.conversions, this.waits, this.matches];
    const more = [...lists, this.binders, this.locals, this.nodes];
    const lengths = more.map((list) => list.length);
    const { errors } = reports;
    this.trying = true;
    const type = attempt();
    this.trying = false;
    const failed = reports.errors > errors;
    for (const [at, list] of more.entries()) list.length = lengths[at]!;
    reports.errors = errors;
    return failed ? undefined : type;
  }

  bind(binding: Binding, type: Ty): void {
    this.bindings[binding.id] = monotype(type);
  }

  instantiate(scheme: Scheme): { readonly type: Ty; readonly instance: readonly Ty[] } {
    return instantiate(this.store, scheme, this.level);
  }

  /** Makes two types one and looks at what waited; says nothing. */
  unify(a: Ty, b: Ty): ReturnType<Unifier["unify"]> {
    const problem = this.unifier.unify(a, b);
    if (this.unifier.ready.length > 0) this.lookAtReady();
    return problem;
  }

  private lookAtReady(): void {
    const { ready } = this.unifier;
    for (let wait = ready.pop(); wait; wait = ready.pop()) wait.look();
  }

  /** Makes a found type the expected one, else reports why it is expected. False where it reported. */
  expect(expected: Expected, found: Ty, span: Span, expression?: Resolved): boolean {
    const problem = this.unify(expected.type, found);
    if (!problem) return true;
    reportProblem(this, problem, expected, found, span, expression);
    return false;
  }

  /** Asks a type to allow something, else reports it. */
  constrain(type: Ty, constraints: Constraints, why: Why, span: Span): boolean {
    const problem = this.unifier.constrain(type, constraints);
    if (!problem) return true;
    reportProblem(this, problem, { type, why }, type, span);
    return false;
  }

  wait(wait: Wait, ...variables: readonly Ty[]): void {
    this.waits.push(wait);
    for (const type of variables) {
      const at = prune(type);
      if (at instanceof Variable) at.waits = at.waits ? [...at.waits, wait] : [wait];
    }
  }

  /** Gives all nodes their final types; what is open still is `()`, or the least that its constraints allow. */
  settleNodes(): void {
    for (const { node, symbol } of this.recursions) {
      node.instance = this.environment.scheme(symbol)?.variables ?? [];
    }
    for (const node of this.nodes) {
      const closed = close(this.store, node.type as unknown as Ty, decide) as Term;
      const passed = excess(closed);
      // What was bound later has made it large: one report stands for all that contain it.
      if (passed && !this.large && node.span) this.tooLarge(passed, closed, node.span);
      node.type = settle(passed ? errorType : closed);
      const { instance } = node as { instance?: readonly unknown[] };
      if (instance)
        (node as { instance?: readonly Type[] }).instance = instance.map((one) => this.settle(one as Ty));
    }
  }

  /** The final form of a type; variables that nothing has decided are decided here. */
  settle(type: Ty): Type {
    return settle(close(this.store, type, decide) as Term);
  }
}

/** Binds a variable that nothing decides to `()`, or to the first type that its constraints allow. */
function decide(variable: Variable): void {
  const { constraints } = variable;
  variable.link = constraints & 2 ? intType : constraints & appendable ? stringType : unitType;
}

/** The type of a node while its group is inferred. */
export function typeOf(node: { readonly type: Type }): Ty {
  return node.type as unknown as Ty;
}
