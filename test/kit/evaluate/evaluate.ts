import type {
  QualifiedName,
  Type,
  TypeDefinition,
  TypedExpression,
  TypedFunction,
  TypedModule,
  TypedProgram,
} from "../../../src/types/typed";
import { operate } from "./arithmetic";
import { bound, elementOf } from "./library";
import { matches } from "./patterns";
import { reaches, tailCalls } from "./tails";
import { literal } from "./text";
import {
  Closure,
  Data,
  error,
  Failing,
  failureKinds,
  none,
  ok,
  some,
  Tuple,
  unit,
  type Value,
} from "./values";
import { decode, encode } from "./wire";

/** What a program gives: the JSON of its value, or its failure. */
export type Outcome =
  | { readonly value: string }
  | {
      readonly failure: {
        readonly kind: string;
        readonly message: string;
        readonly trace: readonly string[];
      };
    };

/** Python functions of externals, by `module.function`; one that raises throws `new Failing("External", message, class)`. */
export type Externals = Record<string, (...values: Value[]) => Value>;

/** Where an expression stands: the declaration that frames name, and the values of its locals. */
interface Place {
  readonly module: TypedModule;
  readonly function: string;
  readonly kind: "fn" | "node" | "pipeline" | "test";
  readonly locals: Map<number, Value>;
  /** The named fn whose body this is, for self tail calls; undefined in lambdas. */
  readonly self: TypedFunction | undefined;
}

class EarlyReturn {
  constructor(readonly value: Value) {}
}

/** A self tail call: the arguments of the next round. */
class Again {
  constructor(readonly values: readonly Value[]) {}
}

/**
 * Evaluates typed programs by the language reference and nothing else: no lowering, no Python. It is slow, grows JavaScript's stack with
 * every call and knows only the part of the library that generated programs use.
 */
export class Evaluator {
  private readonly functions = new Map<string, { function: TypedFunction; module: TypedModule }>();
  private readonly definitions = new Map<string, TypeDefinition>();
  private readonly constants = new Map<string, { value: TypedExpression; module: TypedModule }>();
  private readonly tails = new Map<TypedExpression, Set<TypedExpression>>();

  constructor(
    program: TypedProgram,
    private readonly externals: Externals,
  ) {
    for (const module of program.modules) {
      for (const each of module.functions) this.functions.set(key(each.name), { function: each, module });
      for (const each of module.types) this.definitions.set(key(each.name), each);
      for (const each of module.constants) this.constants.set(key(each.name), { value: each.value, module });
    }
  }

  /** Runs a pipeline with the text of its input, a JSON object. */
  run(pipeline: QualifiedName, input: string): Outcome {
    const { function: declaration } = this.functions.get(key(pipeline))!;
    const object = JSON.parse(input) as Record<string, unknown>;
    const values = declaration.parameters.map((each) =>
      decode(object[each.name] ?? null, each.type, this.definition),
    );
    try {
      return { value: encode(this.invoke(declaration.name, values), declaration.result, this.definition) };
    } catch (caught) {
      if (!(caught instanceof Failing)) throw caught;
      const { exception, trace, text } = caught;
      return {
        failure: {
          kind: exception === undefined ? caught.kind : `External(${exception})`,
          message: text,
          trace: trace.lines(),
        },
      };
    }
  }

  private readonly definition = (type: Type): TypeDefinition => {
    if (type.kind !== "named") throw new Error("no record or sum");
    if (type.name.name === "Result") return resultDefinition;
    return (
      this.definitions.get(key(type.name)) ?? (type.name.name === "Kind" ? kindDefinition : failureDefinition)
    );
  };

  private readonly lookup = (name: QualifiedName): TypedFunction | undefined =>
    this.functions.get(key(name))?.function;

  private invoke(name: QualifiedName, values: readonly Value[], instance: readonly Type[] = []): Value {
    const { function: declaration, module } = this.functions.get(key(name))!;
    if (declaration.python === "json_encode")
      return encode(values[0] as Value, instance[0] as Type, this.definition);
    if (declaration.python !== undefined) {
      const native = bound[declaration.python];
      if (!native) throw new Error(`the evaluator lacks ${declaration.python}`);
      return native(...(values as never[]));
    }
    if (declaration.external) return this.callExternal(declaration, module, values);
    const body = declaration.body!;
    for (let round = values; ; ) {
      const locals = new Map(declaration.parameters.map((each, index) => [each.id, round[index] as Value]));
      const place: Place = {
        module,
        function: declaration.name.name,
        kind: declaration.kind,
        locals,
        self: declaration,
      };
      const result = this.body(body, place);
      if (!(result instanceof Again)) return result;
      round = result.values;
    }
  }

  private callExternal(declaration: TypedFunction, module: TypedModule, values: readonly Value[]): Value {
    const call = this.externals[declaration.external!.function];
    if (!call) throw new Error(`the evaluator lacks ${declaration.external!.function}`);
    try {
      return call(...values);
    } catch (caught) {
      if (caught instanceof Failing)
        caught.trace.push(frame(module, declaration.name.name, declaration.line));
      throw caught;
    }
  }

  /** The body of a function or lambda, which `x?` leaves. */
  private body(expression: TypedExpression, place: Place): Value | Again {
    try {
      return this.tail(expression, place);
    } catch (caught) {
      if (caught instanceof EarlyReturn) return caught.value;
      throw caught;
    }
  }

  private tail(expression: TypedExpression, place: Place): Value | Again {
    switch (expression.kind) {
      case "block":
        this.statements(expression, place);
        return this.tail(expression.result, place);
      case "if":
        return this.tail(
          this.eval(expression.condition, place) ? expression.then : expression.otherwise,
          place,
        );
      case "match":
        return this.tail(this.arm(expression, place), place);
      case "binary":
        if (expression.operator === "&&")
          return this.eval(expression.left, place) && this.tail(expression.right, place);
        if (expression.operator === "||")
          return this.eval(expression.left, place) || this.tail(expression.right, place);
        break;
      case "call": {
        const { callee } = expression;
        const self = place.self;
        if (callee.kind !== "function" || self?.kind !== "fn" || key(callee.name) !== key(self.name)) break;
        return new Again(this.ordered(expression.arguments, place));
      }
    }
    return this.eval(expression, place);
  }

  private statements(block: TypedExpression & { kind: "block" }, place: Place): void {
    for (const statement of block.statements) {
      if (statement.kind === "let")
        matches(statement.pattern, this.eval(statement.value, place), place.locals);
      else this.eval(statement.expression, place);
    }
  }

  private arm(expression: TypedExpression & { kind: "match" }, place: Place): TypedExpression {
    const subject = this.eval(expression.subject, place);
    for (const arm of expression.arms) {
      if (!matches(arm.pattern, subject, place.locals)) continue;
      if (!arm.guard || this.eval(arm.guard, place)) return arm.body;
    }
    throw new Error("no arm matched");
  }

  private ordered(list: readonly { index: number; value: TypedExpression }[], place: Place): Value[] {
    const values: Value[] = [];
    for (const each of list) values[each.index] = this.eval(each.value, place);
    return values;
  }

  private eval(expression: TypedExpression, place: Place): Value {
    switch (expression.kind) {
      case "int":
      case "float":
      case "bool":
      case "string":
        return expression.value;
      case "interpolation":
        return expression.parts.map((part) => this.part(part, place)).join("");
      case "local":
        return place.locals.get(expression.id) as Value;
      case "function":
        return new Closure((...values) => this.invoke(expression.name, values, expression.instance));
      case "constant": {
        const { value, module } = this.constants.get(key(expression.name))!;
        return this.eval(value, { module, function: "", kind: "fn", locals: new Map(), self: undefined });
      }
      case "constructor": {
        const { length } = this.fields(expression);
        if (length === 0) return this.construct(expression, []);
        return new Closure((...values) => this.construct(expression, values));
      }
      case "construct":
        return this.construct(expression, this.ordered(expression.arguments, place));
      case "update": {
        const record = this.eval(expression.record, place) as Data;
        const changes = this.ordered(expression.changes, place);
        const fields = record.fields.map((each, index) => ({
          name: each.name,
          value: changes[index] ?? each.value,
        }));
        return new Data(record.constructor_, record.rank, fields, record.sum);
      }
      case "field":
        return (this.eval(expression.record, place) as Data).get(expression.index);
      case "call":
        return this.call(expression, place);
      case "partial": {
        const callee = this.eval(expression.callee, place) as Closure;
        const known = this.ordered(expression.arguments, place);
        return new Closure((value) => {
          const values = [...known];
          values[expression.hole] = value as Value;
          return callee.call(...values);
        });
      }
      case "unary": {
        const operand = this.eval(expression.operand, place);
        return expression.operator === "!" ? !operand : -(operand as bigint);
      }
      case "binary":
        return this.binary(expression, place);
      case "list": {
        const items = expression.items.map((item) => this.eval(item, place));
        return expression.rest ? [...items, ...(this.eval(expression.rest, place) as Value[])] : items;
      }
      case "tuple":
        return expression.items.length === 0
          ? unit
          : new Tuple(expression.items.map((item) => this.eval(item, place)));
      case "block":
        this.statements(expression, place);
        return this.eval(expression.result, place);
      case "if":
        return this.eval(
          this.eval(expression.condition, place) ? expression.then : expression.otherwise,
          place,
        );
      case "match":
        return this.eval(this.arm(expression, place), place);
      case "lambda": {
        const captured = new Map(place.locals);
        return new Closure((...values) => {
          const inner: Place = { ...place, locals: new Map(captured), self: undefined };
          expression.parameters.forEach((pattern, index) => {
            matches(pattern, values[index] as Value, inner.locals);
          });
          return this.body(expression.body, inner) as Value;
        });
      }
      case "attempt":
        try {
          return ok(this.eval(expression.body, place));
        } catch (caught) {
          if (caught instanceof Failing) return error(caught.toValue());
          throw caught;
        }
      case "fail":
        return this.failing(
          expression,
          place,
          new Failing("Failed", this.eval(expression.message, place) as string, undefined),
        );
      case "try": {
        const operand = this.eval(expression.operand, place) as Data;
        const good = expression.of === "Option" ? operand.rank === 1 : operand.rank === 0;
        if (!good) throw new EarlyReturn(operand);
        return operand.get(0);
      }
    }
  }

  private part(part: string | TypedExpression, place: Place): string {
    if (typeof part === "string") return part;
    const value = this.eval(part, place);
    return typeof value === "string" ? value : literal(value);
  }

  private fields(
    expression: TypedExpression & { kind: "constructor" | "construct" },
  ): readonly { name: string }[] {
    const builtin: Record<string, string[]> = { None: [], Some: ["value"], Ok: ["value"], Error: ["error"] };
    const names = expression.of.module === "" ? builtin[expression.constructor_] : undefined;
    if (names) return names.map((name) => ({ name }));
    const definition = this.definition({ kind: "named", name: expression.of, arguments: [] });
    return definition.constructors.find((each) => each.name === expression.constructor_)!.fields;
  }

  private construct(
    expression: TypedExpression & { kind: "constructor" | "construct" },
    values: readonly Value[],
  ): Value {
    const name = expression.constructor_;
    if (expression.of.module === "" && name === "None") return none;
    if (expression.of.module === "" && name === "Some") return some(values[0] as Value);
    if (expression.of.module === "" && name === "Ok") return ok(values[0] as Value);
    if (expression.of.module === "" && name === "Error") return error(values[0] as Value);
    const definition = this.definition({ kind: "named", name: expression.of, arguments: [] });
    const rank = definition.constructors.findIndex((each) => each.name === name);
    const fields = this.fields(expression).map((field, index) => ({
      name: field.name,
      value: values[index] as Value,
    }));
    return new Data(name, rank, fields, definition.form === "sum");
  }

  private binary(expression: TypedExpression & { kind: "binary" }, place: Place): Value {
    const left = this.eval(expression.left, place);
    if (expression.operator === "&&") return left && this.eval(expression.right, place);
    if (expression.operator === "||") return left || this.eval(expression.right, place);
    const right = this.eval(expression.right, place);
    try {
      return operate(expression.operator, left, right);
    } catch (caught) {
      if (caught instanceof Failing) return this.failing(expression, place, caught);
      throw caught;
    }
  }

  private failing(expression: TypedExpression, place: Place, failure: Failing): never {
    if (!place.module.library) failure.trace.push(frame(place.module, place.function, expression.line));
    throw failure;
  }

  private call(expression: TypedExpression & { kind: "call" }, place: Place): Value {
    const { callee } = expression;
    const target = callee.kind === "function" ? callee : undefined;
    const closure = target ? undefined : (this.eval(callee, place) as Closure);
    const values = this.ordered(expression.arguments, place);
    try {
      return target ? this.invoke(target.name, values, target.instance) : closure!.call(...values);
    } catch (caught) {
      if (!(caught instanceof Failing) || place.module.library) throw caught;
      if (this.replacesFrame(expression, place)) throw caught;
      const element = this.isFanOut(expression, place) ? elementOf.get(caught) : undefined;
      elementOf.delete(caught);
      const fact = element ? ` ~[element ${element.index} of ${element.count}]` : "";
      caught.trace.push(frame(place.module, place.function, expression.line) + fact);
      throw caught;
    }
  }

  private isFanOut(expression: TypedExpression & { kind: "call" }, place: Place): boolean {
    if (place.kind !== "pipeline" && place.kind !== "test") return false;
    if (expression.callee.kind !== "function") return false;
    return reaches(
      expression.arguments.map((each) => each.value).filter((each) => each.type.kind === "function"),
      this.lookup,
    );
  }

  private replacesFrame(expression: TypedExpression, place: Place): boolean {
    return place.kind === "pipeline" && this.tailsOf(place).has(expression);
  }

  /** Tail calls of the declaration and of the lambdas of fan-outs in it. */
  private tailsOf(place: Place): Set<TypedExpression> {
    const body = this.functions.get(key({ module: place.module.path, name: place.function }))!.function.body!;
    let found = this.tails.get(body);
    if (!found) {
      found = tailCalls(body, this.lookup);
      this.tails.set(body, found);
    }
    return found;
  }
}

function key(name: QualifiedName): string {
  return `${name.module}.${name.name}`;
}

function frame(module: TypedModule, name: string, line: number): string {
  return `${module.path.replaceAll("/", ".")}.${name}(${module.file.split("/").at(-1)}:${line})`;
}

const a: Type = { kind: "variable", name: "a", constraint: undefined };
const e: Type = { kind: "variable", name: "e", constraint: undefined };
const text: Type = { kind: "named", name: { module: "", name: "String" }, arguments: [] };

function variant(name: string, fields: [string, Type][]): TypeDefinition["constructors"][number] {
  return {
    name,
    doc: undefined,
    fields: fields.map(([field, type]) => ({ name: field, type, doc: undefined })),
  };
}

const resultDefinition: TypeDefinition = {
  name: { module: "", name: "Result" },
  parameters: ["a", "e"],
  form: "sum",
  constructors: [variant("Ok", [["value", a]]), variant("Error", [["error", e]])],
  doc: undefined,
  line: 0,
};

const failureDefinition: TypeDefinition = {
  name: { module: "", name: "Failure" },
  parameters: [],
  form: "record",
  constructors: [
    variant("Failure", [
      ["kind", { kind: "named", name: { module: "failure", name: "Kind" }, arguments: [] }],
      ["message", text],
      ["trace", { kind: "named", name: { module: "", name: "List" }, arguments: [text] }],
    ]),
  ],
  doc: undefined,
  line: 0,
};

const kindDefinition: TypeDefinition = {
  name: { module: "failure", name: "Kind" },
  parameters: [],
  form: "sum",
  constructors: failureKinds.map((name) => variant(name, name === "External" ? [["exception", text]] : [])),
  doc: undefined,
  line: 0,
};
