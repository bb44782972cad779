import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { time } from "./lib/measure.mjs";
import { cache } from "./lib/places.mjs";

/** Fetches what the tables compare with: TypeScript 5.9, Celery and a Redis client. */
mkdirSync(cache, { recursive: true });
time("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", cache, "typescript@5.9"]);
time("python3", ["-m", "venv", join(cache, "venv")]);
time(join(cache, "venv/bin/pip"), ["install", "--quiet", "celery[redis]==5.6.*", "packaging"]);
time("redis-server", ["--version"]);
process.stdout.write(`ready in ${cache}\n`);
