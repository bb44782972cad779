import bytes from "./lk/bytes.lk";
import dict from "./lk/dict.lk";
import failure from "./lk/failure.lk";
import float from "./lk/float.lk";
import int from "./lk/int.lk";
import json from "./lk/json.lk";
import list from "./lk/list.lk";
import log from "./lk/log.lk";
import math from "./lk/math.lk";
import option from "./lk/option.lk";
import result from "./lk/result.lk";
import string from "./lk/string.lk";
import time from "./lk/time.lk";

/**
 * The standard library's sources by module name. In them `@external("list_map")`, without a dot, binds a function to the Python
 * function of that name in `python/`; there it may be polymorphic. What is `@pure` has no effects for placement, `log` included.
 */
export const library: ReadonlyMap<string, string> = new Map(
  Object.entries({ bytes, dict, failure, float, int, json, list, log, math, option, result, string, time }),
);
