import { type DataTypes, noDataHint, type Reach, type Reports } from "../placement/index.js";
import type { Span } from "../text/index.js";
import { type Declarations, type Local, substitute, typeText, usedLocals } from "../tree/index.js";
import type { QualifiedName, Type, TypedExpression } from "../types/typed.js";
import type { Pipeline } from "./graph.js";
import type { Names } from "./names.js";

/** What the lowering of a whole program shares. */
export interface Program {
  readonly declarations: Declarations;
  readonly reach: Reach;
  readonly types: DataTypes;
  readonly reports: Reports;
}

/** The declaration that is lowered, a pipeline or a test: what its own and its nameless pipelines share. */
export class Declaration {
  /** In program order: the declaration's own first, each nameless one where its body begins. */
  readonly pipelines: (Pipeline | undefined)[] = [];
  /** Locals that are another local, or in a test a local function, by another name. */
  private readonly aliases = new Map<number, TypedExpression>();
  private readonly used: ReadonlySet<number>;
  private readonly firstMade: number;
  private nextId: number;

  /**
   * @param largestId of the locals written in it; made ones are numbered from there
   * @param tails whether calls in tail position take their caller's place; a test keeps its frames
   */
  constructor(
    readonly program: Program,
    readonly id: string,
    readonly name: QualifiedName,
    readonly service: string | undefined,
    readonly names: Names,
    readonly tails: boolean,
    body: TypedExpression,
    largestId: number,
  ) {
    this.used = usedLocals(body);
    this.firstMade = largestId + 1;
    this.nextId = this.firstMade;
  }

  /** Takes the next id of a nameless pipeline; its place in the list is kept until it is done. */
  begin(): { readonly id: string; done(pipeline: Pipeline): void } {
    const place = this.pipelines.push(undefined) - 1;
    return {
      id: place === 0 ? this.id : `${this.id}#${place}`,
      done: (pipeline) => {
        this.pipelines[place] = pipeline;
      },
    };
  }

  /** A local that the program does not have. */
  local(name: string, type: Type): Local {
    return { name, id: this.nextId++, type };
  }

  /** Whether anything uses the local of that id. */
  uses(id: number): boolean {
    return id >= this.firstMade || this.used.has(id);
  }

  /** From now on the local of that id is this expression, which costs nothing to repeat. */
  alias(id: number, expression: TypedExpression): void {
    this.aliases.set(id, expression);
  }

  /** The expression without aliases. */
  resolve(expression: TypedExpression): TypedExpression {
    return this.aliases.size === 0 ? expression : substitute(expression, this.aliases);
  }

  reaches(expression: TypedExpression): boolean {
    return this.program.reach.reaches(expression);
  }

  /** Reports a value that has to travel and is no data. */
  checkData(type: Type, span: Span): void {
    const fault = this.program.types.fault(type);
    if (!fault) return;
    const holes = { part: fault.part || `\`${typeText(type)}\``, reason: fault.reason };
    this.program.reports.add("LK5006", this.name.module, span, holes, { hint: noDataHint });
  }
}
