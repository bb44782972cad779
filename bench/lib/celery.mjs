import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { time } from "./measure.mjs";
import { cache, root, scratch } from "./places.mjs";

const port = 16_379;

/** Seconds of a chord of `count` tasks, with a Redis and a worker of its own. */
export async function chord(count, rounds) {
  const folder = scratch({});
  const bin = join(cache, "venv/bin");
  const env = {
    ...process.env,
    BENCH_REDIS: `redis://127.0.0.1:${port}/0`,
    PYTHONPATH: join(root, "bench/peers"),
  };
  const redis = spawn("redis-server", ["--port", String(port), "--save", "", "--dir", folder], {
    stdio: "ignore",
  });
  await sleep(500);
  const worker = spawn(
    join(bin, "celery"),
    ["-A", "celery_chord", "worker", "--concurrency", "2", "--loglevel", "error"],
    {
      cwd: folder,
      env,
      stdio: "ignore",
    },
  );
  try {
    const script = join(root, "bench/peers/celery_chord.py");
    return Array.from({ length: rounds }, () =>
      Number(time(join(bin, "python"), [script, String(count)], { env }).stdout),
    );
  } finally {
    worker.kill("SIGTERM");
    await new Promise((done) => worker.once("exit", done));
    redis.kill("SIGTERM");
  }
}
