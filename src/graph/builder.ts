import { build, freeLocals, type Local } from "../tree/index.js";
import type { Type, TypedExpression } from "../types/typed.js";
import type { Declaration } from "./declaration.js";
import type { Pipeline, Slot, Step } from "./graph.js";
import { bare, Names, nameFor } from "./names.js";

/** The local that a value is bound to, where the program has one. */
export type Wanted = Local | undefined;

type WithoutSlot<Each> = Each extends Step ? Omit<Each, "gives" | "span"> : never;

/** A step but for the slot that it gives and its place. */
export type NewStep = WithoutSlot<Step>;

/** What a nameless pipeline takes from the one around it: its last parameters, and their slots there. */
export interface Captures {
  readonly locals: readonly Local[];
  readonly slots: readonly number[];
}

/**
 * A pipeline while its steps are made. A local is known by its id in every nameless pipeline of a declaration, so expressions move into
 * glue as they are.
 */
export class Builder {
  readonly steps: Step[] = [];
  private readonly slots = new Map<number, number>();
  private count = 0;
  /** Names of the slots so far. */
  private readonly names = new Names(new Set());
  private readonly place: { readonly id: string; done(pipeline: Pipeline): void };

  constructor(
    readonly declaration: Declaration,
    readonly frame: Pipeline["frame"],
    readonly parameters: readonly Slot[],
  ) {
    this.place = declaration.begin();
    for (const parameter of parameters) this.add(parameter);
  }

  private add(slot: Slot): void {
    this.slots.set(slot.id, this.count++);
    this.names.note(slot.name);
  }

  /** Slot of a local. */
  slotOf(local: Local): number {
    const slot = this.slots.get(local.id);
    if (slot === undefined) throw new Error(`${this.place.id} has no slot for ${local.name} (${local.id})`);
    return slot;
  }

  /** Adds a step; gives the use of its value. */
  emit(step: NewStep, value: TypedExpression, wanted: Wanted): TypedExpression {
    const gives = wanted ?? this.made(nameFor(value), value.type);
    this.declaration.checkData(value.type, value.span);
    const slot = { name: gives.name, id: gives.id, type: value.type };
    this.add(slot);
    this.steps.push({ ...step, gives: slot, span: value.span } as Step);
    return build.local(slot, value);
  }

  /** The slot of a pure expression: that of a local, else of a new piece of glue. */
  slot(expression: TypedExpression, wanted?: Wanted): number {
    return this.slotOf(this.bind(expression, wanted));
  }

  /** The local of a pure expression: the expression itself where it is one, else of a new piece of glue. */
  bind(expression: TypedExpression, wanted?: Wanted): TypedExpression & { kind: "local" } {
    if (expression.kind === "local") return expression;
    const inputs = freeLocals(expression).map((local) => this.slotOf(local));
    const name = this.functionName(wanted?.name ?? nameFor(expression));
    const made = this.emit(
      { kind: "glue", inputs, expression, name, line: expression.line },
      expression,
      wanted,
    );
    return made as TypedExpression & { kind: "local" };
  }

  /** A local that the program does not have, of a name that no slot has yet; names that are written may repeat, where one shadows another. */
  made(name: string, type: Type): Local {
    return this.declaration.local(this.names.free(name), type);
  }

  /** Name of a generated function: the declaration's, and that of what it gives. */
  functionName(what: string): string {
    const declaration = this.declaration.name.name.replace(/^#/, "");
    return this.declaration.names.take(`${declaration}_${bare(what)}`);
  }

  /** What expressions use of this pipeline, apart from the locals `bound` in them. */
  captures(expressions: readonly TypedExpression[], bound: readonly Local[]): Captures {
    const found = new Map<number, Local>();
    for (const expression of expressions)
      for (const local of freeLocals(this.declaration.resolve(expression))) found.set(local.id, local);
    for (const local of bound) found.delete(local.id);
    const locals = [...found.values()];
    return { locals, slots: locals.map((local) => this.slotOf(local)) };
  }

  /** Ends the pipeline: its result is that expression. */
  finish(result: TypedExpression): string {
    const slot = this.slot(result);
    const { id } = this.place;
    const { name, service } = this.declaration;
    const { frame, parameters, steps } = this;
    this.place.done({
      id,
      declaration: name,
      service,
      frame,
      parameters,
      steps,
      result: slot,
      resultType: result.type,
    });
    return id;
  }
}

/** The slot that a local has as a parameter. */
export function asSlot({ name, id, type }: Local): Slot {
  return { name, id, type };
}
