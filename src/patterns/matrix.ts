import type { Head, Option, Shape } from "./shapes.js";
import { anything } from "./shapes.js";
import type { Witness } from "./witness.js";

/**
 * Exhaustiveness and usefulness of a matrix of patterns, after Luc Maranget, "Warnings for pattern matching" (JFP 2007),
 * with two changes. All arms are done in one walk over the cases instead of one walk an arm: an arm is useful if in some
 * case it is the first that takes everything. And the cases are a graph instead of a tree: a matrix that was met before is
 * not walked again, so alternatives in many columns do not multiply.
 */
export interface Outcome {
  /** For each row, whether some value comes to it. */
  readonly reached: readonly boolean[];
  /** Values that no row takes, at most `maximumWitnesses`, one for each column. */
  readonly missing: readonly (readonly Witness[])[];
}

export interface Row {
  readonly columns: readonly Shape[];
  readonly guarded: boolean;
}

/** A row of a smaller matrix and the row that it comes from. */
interface Derived extends Row {
  readonly from: number;
  /** The alternative that was chosen to get here. */
  readonly option: Option | undefined;
}

/** Thrown when the matrix has too many cases; deciding the problem is NP-complete. */
export class TooComplex extends Error {}

/** More than are shown, so that it is known whether there are others. */
export const maximumWitnesses = 8;
const maximumWork = 4_000_000;
/** Heads within heads on one path; each takes four frames of the stack. */
const maximumRecursion = 500;

export class Matrix {
  /** Alternatives that some value comes to. */
  readonly useful = new Set<Option>();
  private readonly known = new Map<string, Outcome>();
  private work = 0;
  private recursion = 0;

  /** @param width number of columns; a matrix may have no rows to tell */
  explore(rows: readonly Row[], width: number): Outcome {
    // A row of many columns is copied for each case.
    this.work += 1 + rows.length + ((rows.length * width) >> 2);
    if (this.work > maximumWork || this.recursion > maximumRecursion) throw new TooComplex();
    if (rows.length < 2) return this.walk(rows, width);
    const key = keyOf(rows);
    const known = this.known.get(key);
    if (known) return { reached: known.reached, missing: [] };
    const outcome = this.walk(rows, width);
    this.known.set(key, outcome);
    return outcome;
  }

  private walk(rows: readonly Row[], width: number): Outcome {
    const reached = rows.map(() => false);
    let first = 0;
    for (; first < rows.length; first++) {
      const row = rows[first]!;
      if (row.columns.some((shape) => shape.kind !== "any")) break;
      reached[first] = true;
      if (!row.guarded) return { reached, missing: [] };
    }
    if (first === rows.length) return { reached, missing: [new Array<Witness>(width).fill(undefined)] };
    const row = rows[first]!;
    if (first + 1 === rows.length && !row.guarded && isLong(row.columns)) {
      reached[first] = true;
      const missed = missedBy(row.columns);
      return { reached, missing: missed ? [missed.witness] : [] };
    }
    return this.split(rows, first, width, reached);
  }

  /** One case for each head that stands in a column, and one for those that do not. */
  private split(rows: readonly Row[], first: number, width: number, reached: boolean[]): Outcome {
    const column = chooseColumn(rows, first);
    const heads = new Map<string, Head>();
    const cases = new Map<string, Derived[]>();
    const others: Derived[] = [];
    const expanded = expand(rows, first, column);
    for (const row of expanded) {
      const shape = row.columns[column]!;
      if (shape.kind === "head" && !heads.has(shape.head.key)) {
        heads.set(shape.head.key, shape.head);
        cases.set(shape.head.key, []);
      }
    }
    for (const row of expanded) {
      const shape = row.columns[column]!;
      if (shape.kind === "head") cases.get(shape.head.key)!.push(open(row, column, shape.args));
      else {
        for (const [key, head] of heads) cases.get(key)!.push(open(row, column, anythings(head.arity)));
        others.push(open(row, column, []));
      }
    }

    const missing: (readonly Witness[])[] = [];
    const explore = (derived: readonly Derived[], arity: number): Outcome["missing"] => {
      this.recursion++;
      const outcome = this.explore(derived, width - 1 + arity);
      this.recursion--;
      for (const [index, row] of derived.entries()) {
        if (!outcome.reached[index]) continue;
        reached[row.from] = true;
        if (row.option) this.useful.add(row.option);
      }
      return outcome.missing;
    };
    // Where every alternative takes everything, no head stands in the column.
    const siblings = [...heads.values()][0]?.siblings();
    const absent = siblings?.filter((head) => !heads.has(head.key));
    for (const head of siblings?.filter(({ key }) => heads.has(key)) ?? heads.values()) {
      for (const witness of explore(cases.get(head.key)!, head.arity)) {
        missing.push(
          close(witness, column, { head, args: witness.slice(column, column + head.arity) }, head.arity),
        );
      }
    }
    if (!absent || absent.length > 0) {
      for (const witness of explore(others, 0)) {
        if (!absent) missing.push(close(witness, column, undefined, 0));
        else {
          for (const head of absent) {
            missing.push(
              close(witness, column, { head, args: anythings(head.arity).map(() => undefined) }, 0),
            );
          }
        }
      }
    }
    return { reached, missing: missing.slice(0, maximumWitnesses) };
  }
}

/** More heads in a row that stands alone are not walked one by one: one value that the row does not take is enough. */
const longest = 100;

/** Whether a row has many heads, and no alternatives, each of which has to be looked at. */
function isLong(columns: readonly Shape[]): boolean {
  const open = [...columns];
  let heads = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === "choice") return false;
    if (next.kind === "any") continue;
    heads++;
    for (const arg of next.args) open.push(arg);
  }
  return heads > longest;
}

/** Values that a row of heads does not take, as wide as they are found first; undefined where it takes all. */
function missedBy(shapes: readonly Shape[]): { readonly witness: Witness[] } | undefined {
  for (const [at, shape] of shapes.entries()) {
    if (shape.kind !== "head") continue;
    const siblings = shape.head.siblings();
    const other = siblings?.find(({ key }) => key !== shape.head.key);
    const inner = siblings?.length === 1 ? missedBy(shape.args) : { witness: [] };
    if (!inner) continue;
    const witness = new Array<Witness>(shapes.length).fill(undefined);
    if (other) witness[at] = { head: other, args: anythings(other.arity).map(() => undefined) };
    else if (siblings) witness[at] = { head: shape.head, args: inner.witness };
    return { witness };
  }
  return undefined;
}

/** Equal keys: the same pieces of source in the same order, so the same outcome. */
function keyOf(rows: readonly Row[]): string {
  let key = "";
  for (const row of rows) {
    for (const shape of row.columns) key += `${shape.id},`;
    key += row.guarded ? "?" : ";";
  }
  return key;
}

/** Among the columns in which the first open row has a pattern, the one that most rows have one in. */
function chooseColumn(rows: readonly Row[], first: number): number {
  const candidates = rows[first]!.columns.flatMap((shape, index) => (shape.kind === "any" ? [] : [index]));
  if (candidates.length === 1) return candidates[0]!;
  let best = candidates[0]!;
  let most = -1;
  for (const column of candidates) {
    let count = 0;
    for (const row of rows) if (row.columns[column]!.kind !== "any") count++;
    if (count > most) {
      most = count;
      best = column;
    }
  }
  return best;
}

/** A row for each alternative in the column; rows before `first` are done. */
function expand(rows: readonly Row[], first: number, column: number): Derived[] {
  const expanded: Derived[] = [];
  for (let from = first; from < rows.length; from++) {
    const { columns, guarded } = rows[from]!;
    const shape = columns[column]!;
    if (shape.kind !== "choice") expanded.push({ columns, guarded, from, option: undefined });
    else {
      for (const option of shape.options) {
        expanded.push({ columns: columns.with(column, option.shape), guarded, from, option });
      }
    }
  }
  return expanded;
}

/** The arguments take the place of the column. */
function open(row: Derived, column: number, args: readonly Shape[]): Derived {
  const columns = row.columns.slice();
  columns.splice(column, 1, ...args);
  return { ...row, columns };
}

/** The value takes the place of its arguments. */
function close(witness: readonly Witness[], column: number, value: Witness, arity: number): Witness[] {
  return [...witness.slice(0, column), value, ...witness.slice(column + arity)];
}

function anythings(arity: number): Shape[] {
  return new Array<Shape>(arity).fill(anything);
}
