/** Functions of the library that Python has by itself. */
export const builtins: ReadonlyMap<string, string> = new Map([
  ["list_length", "len"],
  ["string_length", "len"],
  ["bytes_length", "len"],
  ["int_sum", "sum"],
  ["int_to_string", "str"],
]);

/** Functions of the library that are methods of Python's classes. */
export const methods: ReadonlyMap<string, string> = new Map([
  ["string_starts_with", "startswith"],
  ["string_ends_with", "endswith"],
  ["string_to_upper", "upper"],
  ["string_to_lower", "lower"],
  ["string_trim", "strip"],
  ["string_trim_start", "lstrip"],
  ["string_trim_end", "rstrip"],
  ["string_words", "split"],
  ["bytes_to_hex", "hex"],
]);

/** Functions that turn values of a type; they take the type as text. */
export const typed: ReadonlySet<string> = new Set(["json_encode", "json_decode", "json_from", "json_to"]);
