import type { Externals } from "./evaluate/evaluate";
import { Failing } from "./evaluate/values";

/** What `python/kit_externals.py` does, for the reference evaluator. */
export const kitExternals: Externals = {
  "kit_externals.odd": (value) => {
    const rest = (value as bigint) % 5n;
    if ((rest + 5n) % 5n === 3n) throw new Failing("External", `no odd number for ${value}`, "ValueError");
    return 2n * (value as bigint) + 1n;
  },
  "kit_externals.shout": (value) => {
    const text = value as string;
    if (text.includes("!") || [...text].length > 12) throw new Failing("External", text, "TooLoud");
    return `${text}!`;
  },
};
