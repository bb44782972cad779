import { children, type Declarations, typeText } from "../tree/index.js";
import type { TypedExpression, TypedFunction, TypedStatement } from "../types/typed.js";
import type { DataTypes } from "./data.js";
import { fanOut } from "./fanouts.js";
import type { Reach } from "./reach.js";
import type { Reports } from "./report.js";

/** The body that is checked: of a pipeline, or of a test, where effects and local functions are allowed. */
export interface Body {
  readonly kind: "pipeline" | "test";
  readonly module: string;
  readonly name: string;
}

type Call = TypedExpression & { kind: "call" | "partial" };

/** Holds the body of a pipeline or a test against the rules of placement. */
export class BodyRules {
  constructor(
    private readonly body: Body,
    private readonly declarations: Declarations,
    private readonly reach: Reach,
    private readonly types: DataTypes,
    private readonly reports: Reports,
  ) {}

  /** @param local within a lambda that reaches no node, which is local code but for its effects */
  visit(expression: TypedExpression, local = false): void {
    switch (expression.kind) {
      case "function":
        this.mention(expression);
        return;
      case "call":
      case "partial":
        this.call(expression, local);
        return;
      case "lambda":
        if (this.reach.reaches(expression)) this.lambda(expression, "what calls it");
        else this.visit(expression.body, true);
        return;
      case "try":
        if (!local) this.try(expression);
        break;
      case "match":
        for (const arm of expression.arms) if (arm.guard) this.guard(arm.guard);
        break;
    }
    for (const child of children(expression))
      if (!this.isReported(child, expression)) this.visit(child, local);
    if (expression.kind === "block" && !local)
      for (const statement of expression.statements) this.statement(statement);
  }

  /** A function's name that is not called: fns are values, as long as they have no effects. */
  private mention(expression: TypedExpression & { kind: "function" }): void {
    const target = this.declarations.function(expression.name);
    if (!target) return;
    if (target.kind === "fn") {
      this.effects(expression, target);
      return;
    }
    const name = this.reports.written(this.body.module, expression.span, target);
    this.reports.add(
      "LK5002",
      this.body.module,
      expression.span,
      { name, kind: target.kind },
      {
        labels: this.reports.declared(target),
        hint: `call \`${name}\` here and pass its result, or use \`list.map\``,
      },
    );
  }

  private effects(expression: TypedExpression, target: TypedFunction): void {
    if (!target.effects || this.body.kind === "test") return;
    const name = this.reports.written(this.body.module, expression.span, target);
    const hint =
      target.external && !this.declarations.module(target.name.module)?.library
        ? `make \`${name}\` a node, or mark it \`@pure\` if it only computes`
        : `call \`${name}\` from a node`;
    const holes = { name, place: "body of the pipeline", from: this.body.name };
    this.reports.add("LK5003", this.body.module, expression.span, holes, {
      labels: this.reports.declared(target),
      hint,
    });
  }

  private call(expression: Call, local: boolean): void {
    const { callee } = expression;
    if (expression.kind === "call" && (callee.kind === "function" || callee.kind === "partial")) {
      this.applied(callee, local);
      this.arguments(expression, local);
      return;
    }
    if (callee.kind === "lambda" && this.reach.reaches(callee))
      this.lambda(callee, "this call", "bind the arguments with `let`, and write the body here");
    else if (callee.kind === "function" && this.isFanOut(expression)) {
      // `list.map(_, work)` that is not called: a value which would run its node locally.
      this.mention(callee);
      for (const each of expression.arguments) this.visit(each.value, local);
      return;
    } else this.visit(callee, local);
    this.arguments(expression, local);
  }

  /** What is called right where it stands: `work(x)`, `work(_, d)(x)`. */
  private applied(callee: TypedExpression, local: boolean): void {
    if (callee.kind === "partial") {
      this.applied(callee.callee, local);
      this.arguments(callee, local);
    } else if (callee.kind === "function") {
      const target = this.declarations.function(callee.name);
      if (target?.kind === "fn") this.effects(callee, target);
    } else this.visit(callee, local);
  }

  private arguments(expression: Call, local: boolean): void {
    const { callee } = expression;
    const fan = callee.kind === "function" ? fanOut(callee.name) : undefined;
    for (const { index, value } of expression.arguments) {
      if (fan?.function === index && this.reach.reaches(value)) this.fanOutFunction(value);
      else if (value.kind === "lambda" && this.reach.reaches(value)) this.lambda(value, nameOf(callee));
      else this.visit(value, local);
    }
  }

  /** The function of a fan-out: a name, a call with a hole, or a lambda, which is a body like that of the pipeline. */
  private fanOutFunction(value: TypedExpression): void {
    if (value.kind === "lambda") this.visit(value.body);
    else if (value.kind === "partial") {
      this.applied(value.callee, false);
      this.arguments(value, false);
    } else if (value.kind !== "function") this.visit(value);
  }

  private isFanOut(expression: Call): boolean {
    const { callee } = expression;
    const fan = callee.kind === "function" ? fanOut(callee.name) : undefined;
    return expression.arguments.some(
      (each) => fan?.function === each.index && this.reach.reaches(each.value),
    );
  }

  private lambda(lambda: TypedExpression, use: string, repair?: string): void {
    const target = this.firstDeployed(lambda);
    if (!target) return;
    const { name } = target.name;
    this.reports.add(
      "LK5008",
      this.body.module,
      lambda.span,
      { name, kind: target.kind, use },
      {
        labels: this.reports.declared(target),
        hint: repair ?? `call \`${name}\` by \`list.map\` or in a \`let\` before, and use its result here`,
      },
    );
  }

  private try(expression: TypedExpression & { kind: "try" }): void {
    const place = this.body.kind === "test" ? "a test" : "a pipeline's body";
    const module = expression.of === "Option" ? "option" : "result";
    this.reports.add(
      "LK5004",
      this.body.module,
      expression.span,
      { place },
      {
        hint: `use \`match\` or \`${module}.then\`, or put the expression into a \`fn\``,
      },
    );
  }

  private guard(guard: TypedExpression): void {
    const target = this.reach.reaches(guard) ? this.firstDeployed(guard) : undefined;
    if (!target) return;
    const { name } = target.name;
    this.reports.add(
      "LK5007",
      this.body.module,
      guard.span,
      { name, kind: target.kind },
      {
        labels: this.reports.declared(target),
        hint: `call \`${name}\` in a \`let\` before the \`match\``,
      },
    );
  }

  private statement(statement: TypedStatement): void {
    if (statement.kind !== "let" || this.body.kind === "test") return;
    const { value } = statement;
    const { module } = this.body;
    const fault = this.types.fault(value.type);
    if (!fault) return;
    if (value.type.kind === "function") {
      // The name of a node is reported as what it is; a function that holds what a node gives is none.
      if (value.kind !== "lambda" && this.reports.within(module, value.span)) return;
      // Of what a fan-out gives lowering says that it would travel.
      if (value.kind === "call" && this.reach.reaches(value) && this.isFanOut(value)) return;
      const hint =
        value.kind === "lambda"
          ? "write the lambda where it is used, or declare a `fn`"
          : "call it where it is used";
      this.reports.add("LK5005", module, value.span, {}, { hint });
      return;
    }
    // What is wrong within it has been said.
    if (this.reports.within(module, value.span)) return;
    const holes = { part: fault.part || `\`${typeText(value.type)}\``, reason: fault.reason };
    this.reports.add("LK5006", module, madeBy(value).span, holes, { hint: noDataHint });
  }

  /** A guard or a let whose own message says all there is to say. */
  private isReported(child: TypedExpression, parent: TypedExpression): boolean {
    if (parent.kind === "match")
      return parent.arms.some((arm) => arm.guard === child) && this.reach.reaches(child);
    return (
      parent.kind === "block" &&
      this.body.kind === "pipeline" &&
      child.kind === "lambda" &&
      child !== parent.result
    );
  }

  private firstDeployed(expression: TypedExpression): TypedFunction | undefined {
    if (expression.kind === "function") {
      const target = this.declarations.function(expression.name);
      return target?.kind === "fn" ? undefined : target;
    }
    for (const child of children(expression)) {
      const found = this.reach.reaches(child) ? this.firstDeployed(child) : undefined;
      if (found) return found;
    }
    return undefined;
  }
}

/** Of a `match`, an `if` or a block, the first expression that gives its value. */
function madeBy(value: TypedExpression): TypedExpression {
  if (value.kind === "block") return madeBy(value.result);
  const branches =
    value.kind === "match"
      ? value.arms.map((arm) => arm.body)
      : value.kind === "if"
        ? [value.then, value.otherwise]
        : [];
  const first = branches.find(({ kind }) => kind !== "fail");
  return first ? madeBy(first) : value;
}

export const noDataHint = "compute with it in a `fn`, and let the pipeline bind what that gives";

function nameOf(callee: TypedExpression): string {
  if (callee.kind !== "function") return "what calls it";
  const { module, name } = callee.name;
  return `\`${module === "" ? name : `${module.slice(module.lastIndexOf("/") + 1)}.${name}`}\``;
}
