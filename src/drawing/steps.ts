import { inputsOf, type Pipeline, type Step } from "../graph/index.js";
import type { SourceText, Span } from "../text/index.js";
import { qualified } from "../tree/index.js";
import type { Box, BoxKind, Region, RegionKind } from "./drawing.js";
import { joinsOf, unusedSteps } from "./joins.js";
import { type Ids, Sketch } from "./sketch.js";
import { answer, question, words } from "./words.js";

/** What the steps of one declaration are drawn with. */
export interface Context {
  readonly ids: Ids;
  readonly pipelines: ReadonlyMap<string, Pipeline>;
  /** Of the module that the declaration stands in, with its name as the descriptor has it. */
  readonly file: string;
  readonly source: SourceText;
}

/** The boxes through which a region is entered and left. */
export interface Ends {
  readonly kind: RegionKind;
  readonly entry: readonly [kind: BoxKind, label: string, line: number | undefined];
  readonly exit: readonly [kind: BoxKind, label: string];
  /** What the region shows, and its box of entry. */
  readonly shows: string;
  readonly label: string;
  /** The expression that a region within stands for. */
  readonly span?: Span;
}

/** Draws a pipeline, nameless ones too, with all that is within it. */
export function drawPipeline(context: Context, pipeline: Pipeline, ends: Ends): Region {
  const { id, steps, parameters, result } = pipeline;
  const [entryKind, entryLabel, line] = ends.entry;
  const place = line === undefined ? "" : `${context.file}:${line}`;
  const facts = { label: ends.label, place: ends.kind === "pipeline" ? place : "", shows: ends.shows };
  const sketch = new Sketch(context.ids, ends.kind, facts);
  const entry = sketch.box(entryKind, entryLabel, {
    shows: id,
    place: ends.kind === "pipeline" ? "" : place,
  });
  const joins = joinsOf(pipeline);
  const written = writtenBy(pipeline, ends.span);
  /** For each slot the boxes that its value comes from. */
  const given: (readonly Box[])[] = parameters.map(() => [entry]);
  for (const [index, step] of steps.entries()) {
    const shows = `${id}/${index}`;
    const inputs = inputsOf(step).flatMap((slot) => given[slot]!);
    const sources = inputs.length > 0 ? [...new Set(inputs)] : [entry];
    if (!joins.has(index) && isMade(step, written)) {
      given.push(sources);
      continue;
    }
    const join = joins.has(index) ? sketch.box("join", "join", { shows }) : undefined;
    const drawn = drawStep(context, sketch, step, shows);
    for (const source of sources) sketch.arrow(source, join ?? drawn.first);
    if (join) sketch.arrow(join, drawn.first);
    given.push([drawn.last]);
  }
  const returned = given[result]!;
  const waited = unusedSteps(pipeline).flatMap((index) => given[parameters.length + index]!);
  const [exitKind, exitLabel] = ends.exit;
  const joined = joins.has(steps.length) ? sketch.box("join", "join", { shows: `${id}/return` }) : undefined;
  const exit = sketch.box(exitKind, exitLabel, { shows: `${id}/return` });
  if (joined) sketch.arrow(joined, exit);
  for (const each of returned) sketch.arrow(each, joined ?? exit);
  for (const each of waited) sketch.arrow(each, joined ?? exit, "wait");
  if (ends.kind === "fold") sketch.arrow(exit, entry, "next");
  return sketch.done(entry, exit);
}

/** The places of the expressions that a pipeline's calls and branches stand for, and of the one that it stands for itself. */
function writtenBy({ steps }: Pipeline, around: Span | undefined): ReadonlySet<string> {
  const spans = steps.filter(({ kind }) => kind !== "glue").map(({ span }) => span);
  return new Set((around ? [...spans, around] : spans).map(keyOf));
}

/** Whether a step is glue that the program does not have: it stands where a call does, as what takes a pair apart or makes a filtered list. */
function isMade(step: Step, written: ReadonlySet<string>): boolean {
  return step.kind === "glue" && written.has(keyOf(step.span));
}

function keyOf({ start, end }: Span): string {
  return `${start}:${end}`;
}

/** The boxes at which arrows into a step end, and those out of it begin. */
interface Drawn {
  readonly first: Box;
  readonly last: Box;
}

function drawStep(context: Context, sketch: Sketch, step: Step, shows: string): Drawn {
  const { file, source } = context;
  const facts = { shows, place: `${file}:${step.line}` };
  const written = () => words(source, step.span);
  switch (step.kind) {
    case "glue":
      return single(sketch.box("glue", written(), facts));
    case "call":
      return single(sketch.box("call", step.target.name, facts));
    case "pipeline": {
      const details = step.tail ? ["tail call"] : [];
      return single(sketch.box("pipeline", step.target.name, { ...facts, details }));
    }
    case "map":
      return within(context, sketch, step, step.body, {
        kind: "fan-out",
        entry: ["scatter", written(), step.line],
        exit: ["gather", "in order"],
      });
    case "fold":
      return within(context, sketch, step, step.body, {
        kind: "fold",
        entry: ["chain", written(), step.line],
        exit: ["chained", "next, or done"],
      });
    case "attempt":
      return within(context, sketch, step, step.body, {
        kind: "attempt",
        entry: ["attempt", "attempt", step.line],
        exit: ["attempted", "Ok or Error"],
      });
    case "choose": {
      const first = sketch.box("choose", question(source, step.select, step.span), facts);
      const exits = step.branches.map(({ body }, index) => {
        const label = answer(source, step.select, index, step.span);
        const drawn = within(context, sketch, step, body, {
          kind: "branch",
          entry: ["branch", label, undefined],
          exit: ["branched", ""],
        });
        sketch.arrow(first, drawn.first, "choice");
        return drawn.last;
      });
      const last = sketch.box("merge", "", { shows });
      for (const exit of exits) sketch.arrow(exit, last);
      return { first, last };
    }
  }
}

function single(box: Box): Drawn {
  return { first: box, last: box };
}

/** The region of a step's nameless pipeline, put into the one around it. */
function within(
  context: Context,
  sketch: Sketch,
  { span }: Step,
  body: string,
  ends: Omit<Ends, "shows" | "label" | "span">,
): Drawn {
  const region = drawPipeline(context, context.pipelines.get(body)!, {
    ...ends,
    shows: body,
    label: "",
    span,
  });
  sketch.region(region);
  return { first: region.entry!, last: region.exit! };
}

/** The pipelines and nodes that a pipeline calls, bodies within it included, in the order of the program. */
export function calledBy(pipelines: ReadonlyMap<string, Pipeline>, id: string): readonly string[] {
  const { steps } = pipelines.get(id)!;
  return steps.flatMap((step) => {
    switch (step.kind) {
      case "call":
      case "pipeline":
        return [qualified(step.target)];
      case "map":
      case "fold":
      case "attempt":
        return calledBy(pipelines, step.body);
      case "choose":
        return step.branches.flatMap((branch) => calledBy(pipelines, branch.body));
      default:
        return [];
    }
  });
}
