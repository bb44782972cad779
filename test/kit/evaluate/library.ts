import { compare, sorted } from "./order";
import { floatText, literal } from "./text";
import { type Closure, type Data, Dict, Failing, none, some, Tuple, unit, type Value } from "./values";
import { dictOf } from "./wire";

type Function = (...values: never[]) => Value;

/** Notes which element a failure comes from; the call of the fan-out puts it into its line. */
export class ElementOf {
  constructor(
    readonly index: number,
    readonly count: number,
  ) {}
}

export const elementOf = new WeakMap<Failing, ElementOf>();

function each<T>(items: readonly T[], work: (item: T, index: number) => Value): Value[] {
  return items.map((item, index) => {
    try {
      return work(item, index);
    } catch (error) {
      if (error instanceof Failing && !elementOf.has(error))
        elementOf.set(error, new ElementOf(index, items.length));
      throw error;
    }
  });
}

function slice<T>(items: readonly T[], start: bigint, end: bigint): T[] {
  const place = (at: bigint): number => {
    const from = at < 0n ? at + BigInt(items.length) : at;
    return Number(from < 0n ? 0n : from > BigInt(items.length) ? BigInt(items.length) : from);
  };
  return items.slice(place(start), Math.max(place(start), place(end)));
}

function optional(value: Value | undefined): Data {
  return value === undefined ? none : some(value);
}

function count(wanted: bigint): number {
  return wanted < 0n ? 0 : Number(wanted);
}

/** Python's functions behind the library, as far as generated programs use them, by the names that they are bound by. */
export const bound: Record<string, Function> = {
  int_sum: (items: bigint[]) => items.reduce((sum, item) => sum + item, 0n),
  int_to_string: (value: bigint) => String(value),
  int_to_float: (value: bigint) => Number(value),
  int_parse: (text: string) => (/^[+-]?[0-9]+$/.test(text) ? some(BigInt(text.replace("+", ""))) : none),
  float_to_string: (value: number) => floatText(value),
  string_length: (text: string) => BigInt([...text].length),
  string_contains: (text: string, part: string) => text.includes(part),
  string_starts_with: (text: string, part: string) => text.startsWith(part),
  string_slice: (text: string, start: bigint, end: bigint) => slice([...text], start, end).join(""),
  string_to_upper: (text: string) => text.toUpperCase(),
  string_trim: (text: string) => text.trim(),
  string_join: (items: string[], between: string) => items.join(between),
  string_repeat: (text: string, times: bigint) => text.repeat(count(times)),
  string_characters: (text: string) => [...text],
  string_split: (text: string, by: string) => (by === "" ? [...text] : text.split(by)),
  string_inspect: (value: Value) => literal(value),
  list_length: (items: Value[]) => BigInt(items.length),
  list_at: (items: Value[], index: bigint) => (index < 0n ? none : optional(items[Number(index)])),
  list_map: (items: Value[], work: Closure) => each(items, (item) => work.call(item)),
  list_index_map: (items: Value[], work: Closure) =>
    each(items, (item, index) => work.call(BigInt(index), item)),
  list_filter: (items: Value[], keep: Closure) => {
    const kept = each(items, (item) => keep.call(item));
    return items.filter((_, index) => kept[index] === true);
  },
  list_fold: (items: Value[], initial: Value, step: Closure) => {
    let result = initial;
    each(items, (item) => {
      result = step.call(result, item);
      return unit;
    });
    return result;
  },
  list_contains: (items: Value[], wanted: Value) => items.some((item) => compare(item, wanted, false) === 0),
  list_take: (items: Value[], wanted: bigint) => items.slice(0, count(wanted)),
  list_drop: (items: Value[], wanted: bigint) => items.slice(count(wanted)),
  list_reverse: (items: Value[]) => [...items].reverse(),
  list_sort: (items: Value[]) => sorted(items, (item) => item),
  list_sort_by: (items: Value[], key: Closure) => {
    const keyed = items.map((item) => ({ item, key: key.call(item) }));
    return sorted(keyed, (each) => each.key).map((each) => each.item);
  },
  list_zip: (left: Value[], right: Value[]) =>
    left.slice(0, right.length).map((item, index) => new Tuple([item, right[index] as Value])),
  list_range: (first: bigint, last: bigint) =>
    Array.from({ length: count(last - first + 1n) }, (_, index) => first + BigInt(index)),
  list_repeat: (item: Value, times: bigint) => Array.from({ length: count(times) }, () => item),
  list_chunk: (items: Value[], size: bigint) => {
    if (size < 1n) throw new Failing("InvalidArgument", `size ${size} is below 1`, undefined);
    const step = Number(size);
    return Array.from({ length: Math.ceil(items.length / step) }, (_, index) =>
      items.slice(index * step, (index + 1) * step),
    );
  },
  dict_from_list: (pairs: Tuple[]) =>
    dictOf(pairs.map((pair) => [pair.items[0] as Value, pair.items[1] as Value])),
  dict_to_list: (dict: Dict) => dict.pairs.map((pair) => new Tuple(pair)),
  dict_keys: (dict: Dict) => dict.pairs.map(([key]) => key),
  dict_values: (dict: Dict) => dict.pairs.map(([, value]) => value),
  dict_size: (dict: Dict) => BigInt(dict.pairs.length),
  dict_get: (dict: Dict, key: Value) => optional(find(dict, key)),
  dict_has: (dict: Dict, key: Value) => find(dict, key) !== undefined,
  dict_insert: (dict: Dict, key: Value, value: Value) => dictOf([...dict.pairs, [key, value]]),
  dict_remove: (dict: Dict, key: Value) =>
    new Dict(dict.pairs.filter(([each]) => compare(each, key, true) !== 0)),
  dict_merge: (dict: Dict, other: Dict) => dictOf([...dict.pairs, ...other.pairs]),
  dict_map_values: (dict: Dict, work: Closure) => {
    const values = each(dict.pairs, ([key, value]) => work.call(key, value));
    return new Dict(dict.pairs.map(([key], index) => [key, values[index] as Value]));
  },
  dict_filter: (dict: Dict, keep: Closure) =>
    new Dict(dict.pairs.filter(([key, value]) => keep.call(key, value) === true)),
  failure_raise: (failure: Data) => {
    throw Failing.fromValue(failure);
  },
  log_info: () => unit,
  log_warn: () => unit,
};

function find(dict: Dict, key: Value): Value | undefined {
  return dict.pairs.find(([each]) => compare(each, key, true) === 0)?.[1];
}
