import type { Graph, Pipeline, Service } from "../graph/index.js";
import { qualified } from "../tree/index.js";
import type { TypedProgram } from "../types/typed.js";
import type { Drawing, Region } from "./drawing.js";
import { Ids, Sketch } from "./sketch.js";
import { calledBy, drawPipeline } from "./steps.js";
import { label, typeLabel } from "./words.js";

/**
 * The drawing of a program: all its pipelines and nodes, or one pipeline and what it reaches.
 *
 * @param name what the drawing is called
 * @param start the pipeline to draw, `main.checkout`; undefined for all
 */
export function draw(name: string, program: TypedProgram, graph: Graph, start: string | undefined): Drawing {
  const drawer = new Drawer(program, graph);
  const { pipelines, nodes } = drawer.reached(start);
  const regions = pipelines.map((service) => drawer.pipeline(service));
  return {
    title: label(start ?? name),
    regions: nodes.length > 0 ? [...regions, drawer.nodes(nodes)] : regions,
  };
}

class Drawer {
  private readonly ids = new Ids();
  private readonly pipelines: ReadonlyMap<string, Pipeline>;

  constructor(
    private readonly program: TypedProgram,
    private readonly graph: Graph,
  ) {
    this.pipelines = new Map(graph.pipelines.map((pipeline) => [pipeline.id, pipeline]));
  }

  /** The services to draw: pipelines in the order in which they are met, then nodes likewise. In a whole program pipelines that nothing calls come first. */
  reached(start: string | undefined): {
    readonly pipelines: readonly Service[];
    readonly nodes: readonly Service[];
  } {
    const services = new Map(this.graph.services.map((each) => [qualified(each.function.name), each]));
    const called = new Set<string>();
    const calls = new Map<string, readonly string[]>();
    for (const [name, { kind }] of services) {
      if (kind !== "pipeline") continue;
      const targets = calledBy(this.pipelines, name);
      calls.set(name, targets);
      for (const target of targets) if (target !== name) called.add(target);
    }
    const roots = start === undefined ? [...calls.keys()].filter((name) => !called.has(name)) : [start];
    const others = start === undefined ? [...calls.keys(), ...services.keys()] : [];
    const met = new Set<string>();
    const open = [...roots, ...others].reverse();
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (met.has(name)) continue;
      met.add(name);
      open.push(...[...(calls.get(name) ?? [])].reverse());
    }
    const found = [...met].map((name) => services.get(name)!);
    return {
      pipelines: found.filter(({ kind }) => kind === "pipeline"),
      nodes: found.filter(({ kind }) => kind === "node"),
    };
  }

  pipeline({ name, function: declaration }: Service): Region {
    const module = this.program.modules.find(({ path }) => path === declaration.name.module)!;
    const parameters = declaration.parameters.map((each) => each.name).join(", ");
    const context = {
      ids: this.ids,
      pipelines: this.pipelines,
      file: label(module.file),
      source: module.source,
    };
    return drawPipeline(context, this.pipelines.get(qualified(declaration.name))!, {
      kind: "pipeline",
      entry: ["start", label(parameters) || "start", declaration.line],
      exit: ["return", typeLabel(declaration.result)],
      shows: name,
      label: declaration.name.name,
    });
  }

  nodes(services: readonly Service[]): Region {
    const sketch = new Sketch(this.ids, "nodes", { label: "Nodes", place: "", shows: "" });
    for (const { name, function: declaration, attributes } of services) {
      const module = this.program.modules.find(({ path }) => path === declaration.name.module)!;
      const details = [
        declaration.external && `external ${declaration.external.function}`,
        attributes.retry && `retry ${attributes.retry.max} times`,
        attributes.timeout !== undefined && `timeout ${duration(attributes.timeout)}`,
        attributes.concurrency !== undefined && `at most ${attributes.concurrency} at a time`,
      ].filter((each) => typeof each === "string");
      sketch.box("node", declaration.name.name, {
        shows: name,
        place: label(`${module.file}:${declaration.line}`),
        details: details.map((each) => label(each)),
      });
    }
    return sketch.done();
  }
}

/** Milliseconds as the language writes them: `10s`. */
function duration(milliseconds: number): string {
  const units = [
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1_000],
  ] as const;
  const [unit, size] = units.find(([, size]) => milliseconds % size === 0) ?? ["ms", 1];
  return `${milliseconds / size}${unit}`;
}
