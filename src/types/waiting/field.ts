import { suggestion } from "../../diagnostics/index.js";
import type { ResolvedKind } from "../../names/index.js";
import { similar } from "../../text/index.js";
import { printType } from "../core/print.js";
import { errorType } from "../core/store.js";
import { prune, Term, type Ty } from "../core/type.js";
import { fieldType } from "../definitions/definitions.js";
import { hintForFloat, hintForMethod } from "../errors/method.js";
import { nameOf } from "../expressions/name.js";
import type { Inference } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import type { Wait } from "./wait.js";

type FieldNode = {
  -readonly [Key in keyof Extract<TypedExpression, { kind: "field" }>]: Extract<
    TypedExpression,
    { kind: "field" }
  >[Key];
};

/** A field access; decided when the type of the record is known. */
export class FieldAccess implements Wait {
  readonly types: readonly Ty[];
  done = false;
  private readonly cx: Inference;
  private readonly e: ResolvedKind<"field">;
  private readonly node: FieldNode;

  constructor(
    cx: Inference,
    e: ResolvedKind<"field">,
    record: Ty,
    result: Ty,
    node: Extract<TypedExpression, { kind: "field" }>,
  ) {
    this.cx = cx;
    this.e = e;
    this.types = [record, result];
    this.node = node;
  }

  look(): void {
    const record = prune(this.types[0]!);
    if (this.done || !(record instanceof Term)) return;
    this.done = true;
    const type = this.typeIn(record);
    const used = { type: this.types[1]!, why: { kind: "use", what: this.what(record) } } as const;
    this.cx.expect(used, type, this.e.span, this.e);
  }

  private what(record: Term): string {
    return `The field \`${this.e.name}\` of \`${printType(record)}\``;
  }

  private typeIn(record: Term): Ty {
    const { symbol } = record.of;
    if (record.of.kind === "error") return errorType;
    const constructors = symbol && symbol.form !== "alias" ? symbol.constructors : [];
    const only = constructors.length === 1 ? constructors[0] : undefined;
    const index = only ? only.labels.indexOf(this.e.name) : -1;
    if (!only || index < 0) {
      this.report(record, only?.labels);
      return errorType;
    }
    const definition = this.cx.environment.definition(symbol!);
    this.node.of = symbol!.name;
    this.node.constructor_ = only.name;
    this.node.index = index;
    return fieldType(this.cx.store, definition, only, index, record);
  }

  private report(record: Term, labels: readonly string[] | undefined): void {
    const { reports } = this.cx;
    const { name, nameSpan, hidden } = this.e;
    const type = printType(record);
    if (hidden && this.reportHidden(`its type \`${type}\` has no field \`${name}\``)) return;
    if (labels) {
      const near = similar(name, labels);
      reports.add(
        "LK3034",
        nameSpan,
        { type, name },
        suggestion(near, nameSpan) ?? { hint: fieldsAre(labels) },
      );
      return;
    }
    const { symbol } = record.of;
    const several = symbol !== undefined && symbol.constructors.length > 1;
    const hint = several ? { hint: "match on it to get at the fields of one of its constructors" } : {};
    const instead = hintForFloat(reports.source, this.e) ?? hintForMethod(this.cx, this.e, symbol) ?? hint;
    reports.add("LK3034", nameSpan, { type, name }, instead);
  }

  /** The variable stands where the module of its name was meant. */
  private reportHidden(why: string): boolean {
    const { record } = this.e;
    if (record.kind !== "local") return false;
    const { reports } = this.cx;
    const { binding } = record;
    const labels = [{ source: reports.source, span: binding.span, message: "hidden by this" }];
    const hint = `give the ${binding.kind === "parameter" ? "parameter" : "variable"} another name`;
    reports.add("LK3035", record.span, { name: binding.name, why }, { labels, hint });
    return true;
  }

  giveUp(): void {
    const { reports, module } = this.cx;
    const { name, nameSpan } = this.e;
    const having = module.types.filter(
      (type) => type.constructors.length === 1 && type.constructors[0]!.labels.includes(name),
    );
    const none = having.length === 0 && this.e.hidden;
    if (none && this.reportHidden(`its type is not known, and no type in scope has a field \`${name}\``))
      return;
    const names = having.map((type) => `\`${type.name.name}\``).join(", ");
    const hint =
      having.length > 0
        ? `annotate it; types with a field \`${name}\`: ${names}`
        : `annotate it; no type in scope has a field \`${name}\``;
    const of = nameOf(this.e.record);
    reports.add("LK3033", nameSpan, { name, of: of === undefined ? "this" : `\`${of}\`` }, { hint });
    this.done = true;
    // One message is enough for all fields of one value.
    this.cx.unify(this.types[0]!, errorType);
    this.cx.unify(this.types[1]!, errorType);
  }
}

function fieldsAre(labels: readonly string[]): string {
  const known = labels.map((label) => `\`${label}\``).join(", ");
  return labels.length === 1 ? `its only field is ${known}` : `its fields are ${known}`;
}
