import type { ResolvedKind } from "../../names/index.js";
import { printType } from "../core/print.js";
import { errorType, optionConstructor, resultConstructor } from "../core/store.js";
import { prune, Term, type Ty, Variable } from "../core/type.js";
import type { Problem } from "../core/unify.js";
import { reportProblem } from "../errors/problem.js";
import type { Frame, Inference } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import type { Wait } from "./wait.js";

type TryNode = {
  -readonly [Key in keyof Extract<TypedExpression, { kind: "try" }>]: Extract<
    TypedExpression,
    { kind: "try" }
  >[Key];
};

/** `x?`; decided when the operand, or the result of the function around it, is known to be an Option or a Result. */
export class EarlyReturn implements Wait {
  readonly types: readonly Ty[];
  done = false;
  private readonly cx: Inference;
  private readonly e: ResolvedKind<"try">;
  private readonly frame: Frame;
  private readonly level: number;
  private readonly node: TryNode;

  constructor(
    cx: Inference,
    e: ResolvedKind<"try">,
    operand: Ty,
    value: Ty,
    node: Extract<TypedExpression, { kind: "try" }>,
  ) {
    this.cx = cx;
    this.e = e;
    this.frame = cx.frame;
    this.level = cx.level;
    this.types = [operand, value, cx.frame.result];
    this.node = node;
  }

  look(): void {
    if (this.done) return;
    const operand = prune(this.types[0]!);
    const result = prune(this.frame.result);
    const known = operand instanceof Term ? operand : result instanceof Term ? result : undefined;
    if (!known) return;
    this.done = true;
    if (known.of.kind === "error") this.absorb();
    else if (known.of === optionConstructor) this.decide("Option", operand);
    else if (known.of === resultConstructor) this.decide("Result", operand);
    else if (known === operand) this.reportOperand(operand);
    else this.reportFrame("an Option or a Result");
  }

  /** Operand and result are of one kind; of a Result they share the error. */
  private decide(of: "Option" | "Result", operand: Ty): void {
    const { cx } = this;
    this.node.of = of;
    const shared = of === "Result" ? [new Variable(this.level)] : [];
    const constructor_ = of === "Result" ? resultConstructor : optionConstructor;
    const left = cx.store.term(constructor_, [this.types[1]!, ...shared]);
    const unfit = cx.unify(left, operand);
    if (unfit) {
      if (operand instanceof Term && operand.of !== constructor_) {
        // The result says one thing, the operand another.
        this.reportOperand(operand);
      } else this.reportUse(unfit, operand instanceof Term ? operand.items[0]! : operand, left);
      return;
    }
    const wanted = cx.store.term(constructor_, [new Variable(this.level), ...shared]);
    const found = this.frame.result;
    const problem = cx.unify(wanted, found);
    // That a pipeline has no `?` placement says.
    if (!problem || this.frame.kind === "pipeline") return;
    const at = prune(found);
    if (of === "Result" && at instanceof Term && at.of === resultConstructor) {
      const types = { expected: printType(at.items[1]!), found: printType(shared[0]!) };
      const hint = "turn the error into the other by `result.map_error`";
      cx.reports.add("LK3037", this.e.mark, { name: this.frameName() }, { types, hint });
    } else this.reportFrame(`${of === "Option" ? "an" : "a"} ${of}`);
  }

  /** What `?` gives was used before it was known what that is; an operand that is unknown cannot be what the use asks for. */
  private reportUse(problem: Problem, found: Ty, whole: Ty): void {
    const known = found !== prune(this.types[0]!);
    const used = {
      type: known ? this.types[1]! : whole,
      why: { kind: "use", what: "What this `?` gives" },
    } as const;
    reportProblem(this.cx, problem, used, found, this.e.span, this.e);
    this.absorb();
  }

  private reportOperand(operand: Ty): void {
    this.absorb();
    const { span } = this.e.operand;
    const mark = /^\s*\?/.exec(this.cx.module.source.text.slice(span.end, span.end + 100));
    const fix = mark ? [{ span: { start: span.end, end: span.end + mark[0].length }, text: "" }] : undefined;
    this.cx.reports.add("LK3036", span, { type: printType(operand) }, { hint: "remove the `?`", fix });
  }

  private reportFrame(wanted: string): void {
    const { cx, frame } = this;
    this.absorb();
    const hint = this.hintForFrame(wanted);
    cx.reports.add(
      "LK3015",
      this.e.mark,
      { name: this.frameName(), wanted, type: printType(frame.result) },
      { hint },
    );
  }

  private hintForFrame(wanted: string): string {
    const result = prune(this.frame.result);
    const of = result instanceof Term ? result.of : undefined;
    if (of === optionConstructor && wanted === "a Result") return "`result.to_option` makes an Option of it";
    if (of === resultConstructor && wanted === "an Option") return "`option.to_result` makes a Result of it";
    const type = printType(result);
    const wide = wanted === "a Result" ? `Result(${type}, …)` : `Option(${type})`;
    return `match on the value instead, or let the result be \`${wide}\``;
  }

  private frameName(): string {
    const { name } = this.frame;
    return name === "this function" ? name : `\`${name}\``;
  }

  private absorb(): void {
    this.cx.unify(this.types[1]!, errorType);
  }

  giveUp(): void {
    this.done = true;
    this.cx.reports.add(
      "LK3039",
      this.e.mark,
      {},
      { hint: "annotate what is before the `?`, or the result of the function" },
    );
    this.absorb();
  }
}
