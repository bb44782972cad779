import { once } from "node:events";
import { createServer } from "node:net";
import { settings } from "../../src/client/settings.js";
import { connectStore } from "../../src/client/store.js";
import { storeProblem } from "../../src/client/store-problem.js";
import { ESCAPED, SECRET, said } from "./said.js";
import { certificates, described, freePort, Servers } from "./servers.js";

jest.setTimeout(60_000);

type Environment = Readonly<Record<string, string>>;

/** Connects, and writes as a submission does before it begins. */
async function opens(env: Environment): Promise<void> {
  const { redis } = settings(env);
  const { connection, fault } = await connectStore(redis);
  try {
    await connection.set("lk:{check}:1", "", "PX", 1_000);
  } catch (error) {
    throw storeProblem(redis.url, error, fault());
  } finally {
    connection.disconnect();
  }
}

const problem = (env: Environment) => said(opens(env));

described("access to Redis", () => {
  const servers = new Servers();
  // The library would speak past the command.
  const warned = jest.spyOn(console, "warn").mockImplementation(() => {});
  afterAll(() => servers.stop());
  afterEach(() => expect(warned).not.toHaveBeenCalled());

  test("with users", async () => {
    const rights = ["user default off", `user shop on >${SECRET} ~lk:* +@all -@dangerous`];
    const reader = `user reader on >${SECRET} ~lk:* +@read +@connection`;
    const { port } = await servers.redis([
      "--aclfile",
      servers.file("acl", `${[...rights, reader].join("\n")}\n`),
    ]);
    const REDIS_URL = `redis://127.0.0.1:${port}`;
    await opens({ REDIS_URL, REDIS_USERNAME: "shop", REDIS_PASSWORD: SECRET });
    await opens({
      REDIS_URL,
      REDIS_USERNAME: "shop",
      REDIS_PASSWORD_FILE: servers.file("password", `${SECRET}\n`),
    });
    await opens({ REDIS_URL: `redis://shop:${ESCAPED}@127.0.0.1:${port}` });
    expect(await problem({ REDIS_URL, REDIS_USERNAME: "shop", REDIS_PASSWORD: `${SECRET}!` })).toMatch(
      `Redis at ${REDIS_URL} refuses the credentials; see REDIS_USERNAME and REDIS_PASSWORD`,
    );
    expect(await problem({ REDIS_URL: `redis://shop:${ESCAPED}x@127.0.0.1:${port}` })).toContain(
      "refuses the credentials",
    );
    expect(await problem({ REDIS_URL })).toMatch("wants a password; give it by REDIS_PASSWORD");
    expect(await problem({ REDIS_URL, REDIS_USERNAME: "reader", REDIS_PASSWORD: SECRET })).toMatch(
      `Redis at ${REDIS_URL} does not permit it`,
    );
  });

  test("with a password where there is none", async () => {
    const { port } = await servers.redis();
    const REDIS_URL = `redis://127.0.0.1:${port}`;
    await opens({ REDIS_URL });
    await opens({ REDIS_URL: `${REDIS_URL}/3` });
    await opens({ REDIS_URL, REDIS_PASSWORD: SECRET });
    expect(warned).not.toHaveBeenCalled();
  });

  test("with TLS", async () => {
    const made = certificates(servers.folder);
    const files = [
      "--tls-cert-file",
      made.server.cert,
      "--tls-key-file",
      made.server.key,
      "--tls-ca-cert-file",
      made.ca,
    ];
    const { port } = await servers.redis(files, { tls: true });
    const REDIS_URL = `rediss://127.0.0.1:${port}`;
    const client = { REDIS_CERT: made.client.cert, REDIS_KEY: made.client.key };
    await opens({ REDIS_URL, REDIS_CA: made.ca, ...client });
    expect(await problem({ REDIS_URL, ...client })).toMatch(
      /its certificate is not trusted .*; name its authority by REDIS_CA/,
    );
    expect(await problem({ REDIS_URL, REDIS_CA: made.ca })).toContain("cannot be reached");
    expect(await problem({ REDIS_URL: `redis://127.0.0.1:${port}`, REDIS_CA: made.ca })).toContain(
      "write rediss://",
    );
    expect(await problem({ REDIS_URL: `redis://127.0.0.1:${port}` })).toContain(
      "see whether the server wants TLS",
    );
    const plain = await servers.redis();
    expect(await problem({ REDIS_URL: `rediss://127.0.0.1:${plain.port}` })).toContain(
      "see whether the server wants TLS",
    );
  });

  test("that takes no writes", async () => {
    const { port } = await servers.redis();
    const replica = await servers.redis(["--replicaof", "127.0.0.1", String(port)]);
    expect(await problem({ REDIS_URL: `redis://127.0.0.1:${replica.port}` })).toMatch(
      `Redis at redis://127.0.0.1:${replica.port} is read-only: it is a replica; name the primary by REDIS_URL`,
    );
    const full = await servers.redis(["--maxmemory", "1"]);
    expect(await problem({ REDIS_URL: `redis://127.0.0.1:${full.port}` })).toMatch(
      `Redis at redis://127.0.0.1:${full.port} is out of memory; give it more by \`maxmemory\``,
    );
  });

  test("that is not there", async () => {
    const place = `127.0.0.1:${await freePort()}`;
    expect(await problem({ REDIS_URL: `redis://:${ESCAPED}@${place}` })).toBe(
      `Redis at redis://${place} cannot be reached: nothing listens there; start a server, or name another one by REDIS_URL`,
    );
    expect(await problem({ REDIS_URL: "unix:///nowhere/redis.sock" })).toContain("nothing listens there");
    expect(await problem({ REDIS_URL: "redis://no-such-host.invalid" })).toContain("no host of that name");
    for (const url of [
      "nonsense",
      `http://${ESCAPED}@x`,
      `redis://${ESCAPED}@`,
      "unix:",
      `redis://x:${SECRET}@y:z`,
    ])
      expect(await problem({ REDIS_URL: url })).toContain("REDIS_URL is no address");
  });

  test("that is too old", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", (part) => {
        const info = "# Server\r\nredis_version:6.0.16\r\nloading:0\r\n";
        // One answer for each command of the request.
        for (const [, name] of part.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g))
          socket.write(name!.toLowerCase() === "info" ? `$${info.length}\r\n${info}\r\n` : "+OK\r\n");
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    expect(await problem({ REDIS_URL: `redis://127.0.0.1:${port}` })).toBe(
      `Redis at redis://127.0.0.1:${port} is version 6.0.16; 6.2 or later is needed; install a newer redis-server`,
    );
    server.close();
  });
});

describe("replies of Redis in words", () => {
  const words = (text: string) => storeProblem("redis://user:secret@host", new Error(text)).message;

  test.each([
    ["ERR Error running script (call to f_1): @user_script:1: -READONLY You can't write", "is read-only"],
    ["OOM command not allowed when used memory > 'maxmemory'.", "is out of memory"],
    ["MISCONF Redis is configured to save RDB snapshots", "cannot write to its disk"],
    ["LOADING Redis is loading the dataset in memory", "is still loading"],
    ["MOVED 3999 127.0.0.1:6381", "is one node of a cluster"],
    ["ERR max number of clients reached", "takes no more connections"],
    ["Command timed out", "cannot be reached: there is no answer"],
    ["something\nelse", ": something else"],
  ])("%s", (text, expected) => {
    expect(words(text)).toContain(expected);
    expect(words(text)).toMatch(/^Redis at redis:\/\/host[ :]/);
  });

  test("of a transaction that was given up what made it so", () => {
    const error = Object.assign(new Error("EXECABORT Transaction discarded"), {
      previousErrors: [new Error("OOM command not allowed")],
    });
    expect(storeProblem("redis://host", error).message).toContain("is out of memory");
  });
});
