import { spawn, spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cache, lk, root, scratch } from "./places.mjs";
import { CHAIN } from "./programs.mjs";

const bin = join(cache, "venv/bin");
const python = join(bin, "python");
const peers = join(root, "bench/peers");
const runtime = join(root, "runtime-python");
const restate = join(cache, "node_modules/@restatedev/restate-server-linux-x64/bin/restate-server");
const temporal = join(cache, "bin/temporal");

/** What is compared on the platform, by name. Each says what it needs, which of its processes run beside, and what drives it. */
export const contenders = {
  "LambdaKube, a process a service": {
    needs: [],
    servers: [nats, redis],
    beside: apart,
    drive: "lambdakube_sessions.py",
  },
  "LambdaKube, one process": {
    needs: [],
    servers: [nats, redis],
    beside: together,
    drive: "lambdakube_sessions.py",
  },
  "LambdaKube, NATS syncs always": {
    needs: [],
    servers: [syncedNats, redis],
    beside: apart,
    drive: "lambdakube_sessions.py",
  },
  "LambdaKube, Redis syncs always": {
    needs: [],
    servers: [nats, syncedRedis],
    beside: apart,
    drive: "lambdakube_sessions.py",
  },
  "FastStream, core NATS": { needs: [], servers: [nats], drive: "faststream_handlers.py" },
  "FastStream, JetStream": {
    needs: [],
    servers: [nats],
    drive: "faststream_handlers.py",
    arguments: ["jetstream"],
  },
  "LambdaKube, a service started again": {
    needs: [],
    servers: [nats, redis],
    beside: (_run, env, folder) => build(env, folder),
    drive: "lambdakube_restart.py",
    alone: true,
  },
  Ray: { needs: [], servers: [], drive: "ray_tasks.py" },
  Celery: {
    needs: [],
    servers: [redis],
    beside: (run) =>
      run(
        [join(bin, "celery"), "-A", "celery_tasks", "worker", "--concurrency", "2", "--loglevel", "error"],
        3_000,
      ),
    drive: "celery_tasks.py",
  },
  Dramatiq: {
    needs: [],
    servers: [redis],
    beside: (run) => run([join(bin, "dramatiq"), "dramatiq_actors", "-p", "2"], 3_000),
    drive: "dramatiq_actors.py",
  },
  DBOS: { needs: [], servers: [], drive: "dbos_workflows.py" },
  Restate: { needs: [restate], servers: [], beside: restateServer, drive: "restate_services.py" },
  Temporal: { needs: [temporal], servers: [], drive: "temporal_workflows.py" },
};

/**
 * Runs one contender with servers of its own; what its driver prints, or `missing` where it cannot run.
 * @param environment BENCH_SINGLE, BENCH_MANY, BENCH_AT_ONCE, BENCH_SIZES
 */
export async function measure(name, environment) {
  const contender = contenders[name];
  const missing = contender.needs.find((path) => !existsSync(path));
  if (missing) return { missing };
  const folder = scratch({ "figures.lk": CHAIN });
  const env = {
    ...process.env,
    ...environment,
    PYTHONPATH: `${peers}:${runtime}`,
    BENCH_FOLDER: folder,
    BENCH_TEMPORAL: temporal,
  };
  const running = [];
  const run = async ([command, ...args], wait, more = {}) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...env, ...more },
      stdio: ["ignore", "pipe", "ignore"],
      detached: true,
    });
    running.push(child);
    if (typeof wait === "number") await sleep(wait);
    else if (wait) await said(child, wait);
    return child;
  };
  try {
    for (const server of contender.servers) await server(run, env, folder);
    await contender.beside?.(run, env, folder);
    const script = join(peers, contender.drive);
    const driver = await run([python, script, ...(contender.arguments ?? [])]);
    const lines = await output(driver);
    return JSON.parse(lines.trim().split("\n").at(-1));
  } finally {
    for (const child of running.reverse()) {
      child.stdout.destroy();
      // A group of its own: what a peer has started beside itself ends with it.
      if (child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    }
  }
}

async function nats(run, env, folder) {
  const port = await freePort();
  await run([
    join(bin, "nats-server"),
    "-js",
    "-sd",
    join(folder, "nats"),
    "-a",
    "127.0.0.1",
    "-p",
    String(port),
  ]);
  await listening(port);
  env.NATS_URL = env.BENCH_NATS = `nats://127.0.0.1:${port}`;
}

async function syncedNats(run, env, folder) {
  const port = await freePort();
  const configuration = join(folder, "nats.conf");
  writeFileSync(configuration, `jetstream { store_dir: "${join(folder, "nats")}", sync_interval: always }\n`);
  await run([join(bin, "nats-server"), "-c", configuration, "-a", "127.0.0.1", "-p", String(port)]);
  await listening(port);
  env.NATS_URL = `nats://127.0.0.1:${port}`;
}

async function redis(run, env, folder, more = ["--save", ""]) {
  const port = await freePort();
  await run(["redis-server", "--port", String(port), "--bind", "127.0.0.1", "--dir", folder, ...more]);
  await listening(port);
  env.REDIS_URL = `redis://127.0.0.1:${port}`;
  env.BENCH_REDIS = `${env.REDIS_URL}/0`;
}

function syncedRedis(run, env, folder) {
  return redis(run, env, folder, ["--appendonly", "yes", "--appendfsync", "always"]);
}

function build(env, folder) {
  env.BENCH_BUILD = env.LK_BUILD = join(folder, "build");
  const made = spawnSync(lk, ["build", join(folder, "figures.lk"), "-o", env.BENCH_BUILD], {
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(made.stderr);
}

async function together(run, env, folder) {
  build(env, folder);
  await run([python, join(peers, "lambdakube_service.py"), env.BENCH_BUILD], "ready");
}

async function apart(run, env, folder) {
  build(env, folder);
  for (const service of ["chain", "spread", "one", "two", "three"]) {
    await run([python, join(peers, "lambdakube_service.py"), env.BENCH_BUILD, `figures-${service}`], "ready");
  }
}

async function restateServer(run, env, folder) {
  const [ingress, admin, node, port] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  Object.assign(env, {
    BENCH_INGRESS: `http://127.0.0.1:${ingress}`,
    BENCH_ADMIN: `http://127.0.0.1:${admin}`,
    BENCH_PORT: String(port),
  });
  await run([restate], undefined, {
    RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
    RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
    RESTATE_BIND_ADDRESS: `127.0.0.1:${node}`,
    RESTATE_BASE_DIR: join(folder, "restate"),
  });
  await listening(admin);
  await run([join(bin, "hypercorn"), "-b", `127.0.0.1:${port}`, "restate_services:app"]);
  await listening(port);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function listening(port) {
  for (;;) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (open) return;
    await sleep(20);
  }
}

function said(child, text) {
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => String(data).includes(text) && resolve());
    child.once("exit", (code) => reject(new Error(`${child.spawnargs.join(" ")} ended with ${code}`)));
  });
}

function output(child) {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (data) => {
      text += data;
    });
    child.once("exit", (code) =>
      code === 0 ? resolve(text) : reject(new Error(`${child.spawnargs.join(" ")} ended with ${code}`)),
    );
  });
}
