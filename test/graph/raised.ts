import type { Graph, Pipeline, Selection, Step } from "../../src/graph";
import type { Local } from "../../src/tree";
import { build } from "../../src/tree";
import type { QualifiedName, Type, TypedExpression, TypedFunction, TypedProgram } from "../../src/types";

const at = { span: { start: 0, end: 0 }, line: 1 };

/**
 * A program whose pipelines are those of the graph, nameless ones too, written back as typed trees: each step is a `let`, in program order.
 * Evaluated as functions they have to give what the original gives.
 */
export function raised(program: TypedProgram, graph: Graph): TypedProgram {
  const pipelines = new Map(graph.pipelines.map((pipeline) => [pipeline.id, pipeline]));
  const byModule = (module: string) => graph.pipelines.filter((each) => each.declaration.module === module);
  const modules = program.modules.map((module) => ({
    ...module,
    functions: [
      ...module.functions.filter((each) => each.kind !== "pipeline"),
      ...byModule(module.path).map((each) => new Raising(each, pipelines).declaration()),
    ],
  }));
  return { ...program, modules };
}

class Raising {
  private readonly slots: readonly Local[];

  constructor(
    private readonly pipeline: Pipeline,
    private readonly pipelines: ReadonlyMap<string, Pipeline>,
  ) {
    this.slots = [...pipeline.parameters, ...pipeline.steps.map((step) => step.gives)];
  }

  declaration(): TypedFunction {
    const { parameters, steps, result, resultType } = this.pipeline;
    const bindings = steps.map((step) => [build.variable(step.gives, at), this.step(step)] as const);
    return {
      kind: "pipeline",
      name: nameOf(this.pipeline),
      parameters: parameters.map((each) => ({ ...each, span: at.span })),
      result: resultType,
      variables: [],
      body: build.lets(bindings, this.use(result)),
      external: undefined,
      python: undefined,
      attributes: { retry: undefined, timeout: undefined, concurrency: undefined },
      effects: false,
      doc: undefined,
      line: 1,
      span: at.span,
      resultSpan: undefined,
    };
  }

  private step(step: Step): TypedExpression {
    const { type } = step.gives;
    switch (step.kind) {
      case "glue":
        return step.expression;
      case "call":
      case "pipeline":
        return call(
          step.target,
          step.arguments.map((slot) => this.use(slot)),
          type,
        );
      case "map": {
        const body = this.pipelines.get(step.body)!;
        const lambda = this.lambda(body, 1, step.captures);
        return call({ module: "list", name: "map" }, [this.use(step.over), lambda], type);
      }
      case "fold": {
        const lambda = this.lambda(this.pipelines.get(step.body)!, 2, step.captures);
        return call(
          { module: "list", name: "fold" },
          [this.use(step.over), this.use(step.initial), lambda],
          type,
        );
      }
      case "attempt":
        return { kind: "attempt", body: this.body(step.body, [], step.captures), type, ...at };
      case "choose": {
        const bodies = step.branches.map(({ body, binds, captures }) => this.body(body, binds, captures));
        return chosen(step.select, bodies, type);
      }
    }
  }

  /** A function of the first parameters of a nameless pipeline, made new so that it cannot be taken for a local of this one. */
  private lambda(body: Pipeline, count: number, captures: readonly number[]): TypedExpression {
    const own = body.parameters.slice(0, count).map((each) => ({ ...each, id: each.id + 1_000_000 }));
    return build.lambda(
      own.map((each) => build.variable(each, at)),
      this.body(body.id, own, captures),
    );
  }

  private body(id: string, first: readonly Local[], captures: readonly number[]): TypedExpression {
    const body = this.pipelines.get(id)!;
    const given = [...first.map((each) => build.local(each, at)), ...captures.map((slot) => this.use(slot))];
    if (given.length !== body.parameters.length) throw new Error(`${id} has other parameters`);
    return call(nameOf(body), given, body.resultType);
  }

  private use(slot: number): TypedExpression {
    return build.local(this.slots[slot]!, at);
  }
}

function chosen(select: Selection, bodies: readonly TypedExpression[], type: Type): TypedExpression {
  if (select.kind === "if") {
    const [yes, no] = bodies as [TypedExpression, TypedExpression];
    // biome-ignore lint/suspicious/noThenProperty: the branches of an `if` are called so.
    return { kind: "if", condition: select.condition, then: yes, otherwise: no, type, ...at };
  }
  const arms = select.arms.map((arm, index) => ({ ...arm, body: bodies[index]!, span: at.span }));
  return { kind: "match", subject: select.subject, arms, type, ...at };
}

function nameOf({ id, declaration }: Pipeline): QualifiedName {
  return { module: declaration.module, name: id.slice(declaration.module.length).replace(/^\./, "") };
}

function call(name: QualifiedName, given: readonly TypedExpression[], result: Type): TypedExpression {
  const type: Type = { kind: "function", parameters: given.map((each) => each.type), result };
  const callee: TypedExpression = { kind: "function", name, instance: [], type, ...at };
  return {
    kind: "call",
    callee,
    arguments: given.map((value, index) => ({ index, value })),
    type: result,
    ...at,
  };
}
