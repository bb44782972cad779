import { Trace } from "./trace";

/** Values of the reference evaluator: Int is a bigint, Float a number, List an array. */
export type Value = bigint | number | string | boolean | readonly Value[] | Tuple | Data | Dict | Closure;

/** No items is `()`. */
export class Tuple {
  constructor(readonly items: readonly Value[]) {}
}

/** A value of a record or sum; `rank` is the constructor's place in its type, fields are in the declared order. */
export class Data {
  constructor(
    readonly constructor_: string,
    readonly rank: number,
    readonly fields: readonly { readonly name: string; readonly value: Value }[],
    /** Its type has the form of a sum, so that JSON names the constructor. */
    readonly sum: boolean,
  ) {}

  get(index: number): Value {
    return (this.fields[index] as { value: Value }).value;
  }
}

/** Pairs in the order of their keys. */
export class Dict {
  constructor(readonly pairs: readonly (readonly [Value, Value])[]) {}
}

export class Closure {
  constructor(readonly call: (...values: Value[]) => Value) {}
}

export const unit = new Tuple([]);
export const none = new Data("None", 0, [], true);

export function some(value: Value): Data {
  return new Data("Some", 1, [{ name: "value", value }], true);
}

export function ok(value: Value): Data {
  return new Data("Ok", 0, [{ name: "value", value }], true);
}

export function error(value: Value): Data {
  return new Data("Error", 1, [{ name: "error", value }], true);
}

/** The constructors of `failure.Kind`, in their order. */
export const failureKinds = [
  "Failed",
  "DivisionByZero",
  "StackOverflow",
  "InvalidArgument",
  "DecodeFailure",
  "Timeout",
  "WorkerLost",
  "External",
];

/** A failure on its way; its trace grows by one line a frame that it leaves, innermost first. */
export class Failing extends Error {
  readonly trace: Trace;

  constructor(
    readonly kind: string,
    readonly text: string,
    readonly exception: string | undefined,
    trace = new Trace([]),
  ) {
    super(text);
    this.trace = trace;
  }

  toValue(): Data {
    const fields = this.exception === undefined ? [] : [{ name: "exception", value: this.exception }];
    return new Data(
      "Failure",
      0,
      [
        { name: "kind", value: new Data(this.kind, failureKinds.indexOf(this.kind), fields, true) },
        { name: "message", value: this.text },
        { name: "trace", value: this.trace.lines() },
      ],
      false,
    );
  }

  /** What `failure.raise` raises. */
  static fromValue(failure: Data): Failing {
    const kind = failure.get(0) as Data;
    const exception = kind.fields.length > 0 ? (kind.get(0) as string) : undefined;
    const trace = new Trace(failure.get(2) as string[]);
    return new Failing(kind.constructor_, failure.get(1) as string, exception, trace);
  }
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
