import { build, printExpression, printPattern, qualified, substitute, typeText } from "../tree/index.js";
import type { TypedExpression } from "../types/typed.js";
import type { Graph, Pipeline, Selection, Slot, Step } from "./graph.js";

/** A graph as text: a line a step, slots by their names; one that shadows another has its slot behind its name. */
export function graphText(graph: Graph): string {
  return graph.pipelines.map((pipeline) => new PipelineText(pipeline).lines().join("\n")).join("\n\n");
}

class PipelineText {
  private readonly names: readonly string[];
  /** Uses of the slots whose name is not the one written. */
  private readonly renamed = new Map<number, TypedExpression>();

  constructor(private readonly pipeline: Pipeline) {
    const seen = new Set<string>();
    const slots = [...pipeline.parameters, ...pipeline.steps.map((step) => step.gives)];
    this.names = slots.map((slot, index) => {
      const { id, type } = slot;
      const name = seen.has(slot.name) ? `${slot.name}.${index}` : slot.name;
      seen.add(name);
      this.renamed.set(id, build.local({ name, id, type }, { span: { start: 0, end: 0 }, line: 0 }));
      return name;
    });
  }

  lines(): readonly string[] {
    const { id, parameters, resultType, frame, steps, result } = this.pipeline;
    const named = parameters.map((slot, index) => `${this.names[index]}: ${typeText(slot.type)}`);
    const head = `${id}(${named.join(", ")}) -> ${typeText(resultType)}`;
    const shown = frame === "own" && !id.includes("#") ? "" : ` ${frame}`;
    const body = steps.flatMap((step, index) => this.step(step, this.names[parameters.length + index]!));
    return [`${head}${shown}`, ...body, `  return ${this.names[result]}`];
  }

  private step(step: Step, gives: string): readonly string[] {
    const line = (text: string) => [`  ${gives} = ${text}`];
    switch (step.kind) {
      case "glue":
        return line(this.print(step.expression));
      case "call":
        return line(`call ${qualified(step.target)}(${this.slots(step.arguments)})`);
      case "pipeline":
        return line(`${tail(step)}pipeline ${qualified(step.target)}(${this.slots(step.arguments)})`);
      case "map":
        return line(`map ${this.names[step.over]} by ${step.body}${this.captured(step.captures)}`);
      case "fold": {
        const from = `${this.names[step.over]} from ${this.names[step.initial]}`;
        return line(`fold ${from} by ${step.body}${this.captured(step.captures)}`);
      }
      case "attempt":
        return line(`attempt ${step.body}${this.captured(step.captures)}`);
      case "choose": {
        const branches = step.branches.map(({ body, binds, captures }, index) => {
          const taken = `${this.condition(step.select, index)} -> ${body}`;
          return `    ${taken}${bound(binds)}${this.captured(captures)}`;
        });
        return [...line(`${tail(step)}choose ${this.subject(step.select)}`), ...branches];
      }
    }
  }

  private subject(select: Selection): string {
    return select.kind === "if"
      ? `if ${this.print(select.condition)}`
      : `match ${this.print(select.subject)}`;
  }

  private condition(select: Selection, index: number): string {
    if (select.kind === "if") return index === 0 ? "true" : "false";
    const arm = select.arms[index]!;
    return `${printPattern(arm.pattern)}${arm.guard ? ` if ${this.print(arm.guard)}` : ""}`;
  }

  private captured(slots: readonly number[]): string {
    return slots.length === 0 ? "" : ` with ${this.slots(slots)}`;
  }

  private slots(slots: readonly number[]): string {
    return slots.map((each) => this.names[each]).join(", ");
  }

  private print(expression: TypedExpression): string {
    return printExpression(substitute(expression, this.renamed));
  }
}

function tail({ tail: is }: { readonly tail: boolean }): string {
  return is ? "tail " : "";
}

function bound(binds: readonly Slot[]): string {
  return binds.length === 0 ? "" : ` of ${binds.map((slot) => slot.name).join(", ")}`;
}
