import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";

/** A Jaeger that runs; addresses without a slash at the end. */
export interface Jaeger {
  /** Its pages and `/api/v3/traces/…`. */
  readonly query: string;
  /** Takes OTLP over HTTP at `/v1/traces`. */
  readonly otlp: string;
  /** Takes Jaeger's own Thrift over HTTP at `/api/traces`. */
  readonly thrift: string;
  stop(): Promise<void>;
}

const required = (process.env.LK_REQUIRE ?? "").split(",").includes("jaeger");
const program = execFileSync(join(__dirname, "build.sh"), ["--path"], { encoding: "utf8" }).trim();

/** `describe` where there is a Jaeger or one is asked for by `LK_REQUIRE`, else `describe.skip`. */
export const describeJaeger = existsSync(program) || required ? describe : describe.skip;

/** Starts a Jaeger of its own on free ports of this host; it takes spans when this resolves. */
export async function startJaeger(): Promise<Jaeger> {
  if (!existsSync(program)) throw new Error(`there is no ${program}: run test/jaeger/build.sh`);
  const [query, otlp, thrift] = await freePorts(3);
  const child = spawn(program, ["--config", join(__dirname, "config.yaml")], {
    env: {
      ...process.env,
      JAEGER_QUERY_PORT: `${query}`,
      JAEGER_OTLP_PORT: `${otlp}`,
      JAEGER_THRIFT_PORT: `${thrift}`,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let talk = "";
  child.stderr.on("data", (part: Buffer) => {
    talk = `${talk}${part}`.slice(-4000);
  });
  for (const port of [query, otlp, thrift]) await listening(child, port!, () => talk);
  return {
    query: `http://127.0.0.1:${query}`,
    otlp: `http://127.0.0.1:${otlp}`,
    thrift: `http://127.0.0.1:${thrift}`,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

/** Ports that nothing listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

async function listening(child: ChildProcess, port: number, talk: () => string): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const there = await new Promise<boolean>((answer) => {
      socket.once("connect", () => answer(true));
      socket.once("error", () => answer(false));
    });
    socket.destroy();
    if (there) return;
    if (child.exitCode !== null) throw new Error(`Jaeger ended with ${child.exitCode}: ${talk()}`);
    await new Promise((later) => setTimeout(later, 10));
  }
}
