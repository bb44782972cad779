import { join } from "node:path";
import { measure } from "./lib/contenders.mjs";
import { mb, median, ms, table } from "./lib/measure.mjs";
import { cache, needs } from "./lib/places.mjs";

needs(join(cache, "venv/bin/nats-server"), "The NATS server");

const { starts, memory } = await measure("LambdaKube, a service started again", {});
table(
  "A service",
  ["", "measured"],
  [
    [
      "from the start of its process to the end of a session that waited for it, median",
      ms(median(starts) * 1000),
    ],
    ["main process and worker together at most, with 10,000 messages waiting", mb(memory)],
  ],
);
