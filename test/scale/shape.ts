/** A way in which programs grow. */
export interface Shape {
  readonly name: string;
  /** The program of a size, or its modules by their paths. It has a pipeline `main(n: Int)`. */
  readonly make: (size: number) => string | Readonly<Record<string, string>>;
  /** The size that is held in every run, against a quarter of it. */
  readonly size: number;
  /** The size for runs by hand, `LK_SCALE=large`, where a larger one is worth its time. */
  readonly large?: number;
  /** Whether it is drawn too; what has one node is not worth it. */
  readonly drawn?: boolean;
  /** Why its time goes by pairs of its parts: it is held by the bound on time only. */
  readonly pairs?: string;
  /** The JSON text that `main` gives for `{"n": 1}`, where the program is accepted. */
  readonly gives?: (size: number) => string;
  /** Codes of the errors, where the program is refused for what it says rather than for how large it is. */
  readonly errors?: (size: number) => readonly string[];
  /** Where it ends: at `size` one error of this code that names the limit. */
  readonly limit?: { readonly size: number; readonly code: string; readonly names: RegExp };
}

/** So many texts, one after the other. */
export function each(count: number, make: (at: number) => string, between = "\n"): string {
  return Array.from({ length: count }, (_, at) => make(at)).join(between);
}

/** `inner` within so many pairs of brackets. */
export function nest(depth: number, open: string, inner: string, close: string): string {
  return open.repeat(depth) + inner + close.repeat(depth);
}

/** A program of one node with this body. */
export function node(body: string, { result = "Int", before = "" } = {}): string {
  return `${before}${before && "\n\n"}node run(n: Int) -> ${result} {\n${body}\n}\n\npipeline main(n: Int) -> ${result} {\n  run(n)\n}\n`;
}
