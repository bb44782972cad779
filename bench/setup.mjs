import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { generated } from "./lib/generated.mjs";
import { time } from "./lib/measure.mjs";
import { cache, elm, elmEnvironment, scratch } from "./lib/places.mjs";

/** Fetches what the tables compare with: TypeScript in JavaScript and native, Elm with its packages, Celery and a Redis client. */
mkdirSync(cache, { recursive: true });
const packages = ["typescript@5.9", "typescript-native@npm:typescript@7.0.2", "@lydell/elm@0.19.1-14"];
time("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", cache, ...packages]);
// Elm fetches its packages when it first compiles.
time(elm, ["make", "src/Main.elm", "--output=/dev/null"], {
  cwd: scratch(generated(500).elmFiles),
  env: elmEnvironment,
});
time("python3", ["-m", "venv", join(cache, "venv")]);
time(join(cache, "venv/bin/pip"), ["install", "--quiet", "celery[redis]==5.6.*", "packaging"]);
time("redis-server", ["--version"]);
process.stdout.write(`ready in ${cache}\n`);
