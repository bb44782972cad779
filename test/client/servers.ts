import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../cli/command.js";

/** The NATS server, which comes with the tools of the tests. */
export const NATS = join(ROOT, ".venv/bin/nats-server");

/** Describes tests over real servers. Redis comes from the system; CI has it and asks for it by LK_REQUIRE. */
export const described =
  (existsSync(NATS) && spawnSync("redis-server", ["--version"]).status === 0) ||
  (process.env.LK_REQUIRE ?? "").split(",").includes("redis")
    ? describe
    : describe.skip;

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** Real servers of tests, each with a port and a folder of its own. */
export class Servers {
  readonly folder = mkdtempSync(join(tmpdir(), "lk servers "));
  private readonly children: ChildProcess[] = [];

  /** A NATS server with lines of configuration. */
  async nats(
    config = "",
    { jetstream = true, port }: { jetstream?: boolean; port?: number } = {},
  ): Promise<Server> {
    const number = port ?? (await freePort());
    const store = jetstream ? `jetstream { store_dir: "${join(this.folder, String(number))}" }\n` : "";
    const file = this.file(`nats-${number}.conf`, `listen: "127.0.0.1:${number}"\n${store}${config}\n`);
    return this.listening(NATS, ["-c", file], number);
  }

  /** A Redis server with arguments. */
  async redis(
    args: readonly string[] = [],
    { tls = false, port }: { tls?: boolean; port?: number } = {},
  ): Promise<Server> {
    const number = port ?? (await freePort());
    const folder = join(this.folder, `redis-${number}`);
    mkdirSync(folder, { recursive: true });
    const ports = tls ? ["--port", "0", "--tls-port", String(number)] : ["--port", String(number)];
    return this.listening(
      "redis-server",
      [...ports, "--bind", "127.0.0.1", "--dir", folder, "--save", "", ...args],
      number,
    );
  }

  /** Writes a file; gives its path. */
  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  private async listening(command: string, args: readonly string[], port: number): Promise<Server> {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    this.children.push(child);
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (part: Buffer) => {
        said += part;
      });
    while (!(await answers(port)))
      if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}: ${said}`);
    return { port, process: child };
  }

  async stop(): Promise<void> {
    for (const child of this.children) {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface Server {
  readonly port: number;
  readonly process: ChildProcess;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => setTimeout(() => resolve(false), 10));
  });
}

/** Paths of PEM files: an authority, and what it has signed. */
export interface Certificates {
  readonly ca: string;
  readonly server: { readonly cert: string; readonly key: string };
  readonly client: { readonly cert: string; readonly key: string };
}

/** Makes an authority, the certificate of a server at 127.0.0.1, and one of a client. */
export function certificates(folder: string): Certificates {
  const run = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const subject = ["-subj", "/CN=Test CA"];
  run(
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-days",
    "2",
    ...subject,
  );
  const signed = (name: string, extension: string) => {
    writeFileSync(join(folder, `${name}.ext`), extension);
    const request = ["-newkey", "rsa:2048", "-nodes", "-keyout", `${name}.key`, "-out", `${name}.csr`];
    run("req", ...request, "-subj", `/CN=${name}`);
    const authority = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"];
    const output = ["-out", `${name}.pem`, "-days", "2", "-extfile", `${name}.ext`];
    run("x509", "-req", "-in", `${name}.csr`, ...authority, ...output);
    return { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  };
  return {
    ca: join(folder, "ca.pem"),
    server: signed("server", "subjectAltName=IP:127.0.0.1,DNS:localhost"),
    client: signed("client", "extendedKeyUsage=clientAuth"),
  };
}
