import type { Maker } from "./expressions";
import { bools } from "./makers/bools";
import { dicts } from "./makers/dicts";
import { lists } from "./makers/lists";
import { floats, ints } from "./makers/numbers";
import { options, results } from "./makers/options";
import { strings } from "./makers/strings";
import { tuples, users } from "./makers/users";
import type { Type } from "./types";

/** Ways that are particular to a type. */
export const makers: Partial<Record<Type["kind"], readonly Maker[]>> = {
  Int: ints,
  Float: floats,
  String: strings,
  Bool: bools,
  List: lists,
  Option: options,
  Result: results,
  Dict: dicts,
  Tuple: tuples,
  User: users,
};
