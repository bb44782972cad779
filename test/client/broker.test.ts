import { once } from "node:events";
import { createServer } from "node:net";
import { nkeys } from "nats";
import { connectBroker } from "../../src/client/broker.js";
import { settings } from "../../src/client/settings.js";
import { credentials } from "./credentials.js";
import { ESCAPED, SECRET, said } from "./said.js";
import { certificates, described, freePort, Servers } from "./servers.js";

jest.setTimeout(60_000);

type Environment = Readonly<Record<string, string>>;

async function opens(env: Environment): Promise<void> {
  const { connection } = await connectBroker(settings(env).nats);
  await connection.close();
}

const problem = (env: Environment) => said(opens(env));

described("access to NATS", () => {
  const servers = new Servers();
  afterAll(() => servers.stop());

  test("with user and password", async () => {
    const { port } = await servers.nats(`authorization { user: shop, password: "${SECRET}" }`);
    const NATS_URL = `nats://127.0.0.1:${port}`;
    await opens({ NATS_URL, NATS_USER: "shop", NATS_PASSWORD: SECRET });
    await opens({ NATS_URL: `nats://shop:${ESCAPED}@127.0.0.1:${port}` });
    await opens({ NATS_URL, NATS_USER: "shop", NATS_PASSWORD_FILE: servers.file("password", `${SECRET}\n`) });
    // Of several servers one is enough.
    await opens({
      NATS_URL: `127.0.0.1:${await freePort()}, ${NATS_URL}`,
      NATS_USER: "shop",
      NATS_PASSWORD: SECRET,
    });
    const wrong: Environment[] = [
      {},
      { NATS_USER: "shop", NATS_PASSWORD: `${SECRET}!` },
      { NATS_TOKEN: SECRET },
    ];
    for (const env of wrong)
      expect(await problem({ NATS_URL, ...env })).toMatch(
        `NATS at ${NATS_URL} refuses the credentials; see NATS_USER and NATS_PASSWORD`,
      );
    expect(await problem({ NATS_URL: `nats://shop:${ESCAPED}x@127.0.0.1:${port}` })).toMatch(
      `NATS at ${NATS_URL} refuses the credentials`,
    );
  });

  test("with a token", async () => {
    const { port } = await servers.nats(`authorization { token: "${SECRET}" }`);
    await opens({ NATS_URL: `nats://127.0.0.1:${port}`, NATS_TOKEN: SECRET });
    await opens({ NATS_URL: `nats://${ESCAPED}@127.0.0.1:${port}` });
    expect(await problem({ NATS_URL: `nats://127.0.0.1:${port}`, NATS_TOKEN: SECRET.slice(1) })).toContain(
      "refuses the credentials",
    );
  });

  test("with an nkey", async () => {
    const [known, other] = [nkeys.createUser(), nkeys.createUser()];
    const seed = (pair: typeof known) => Buffer.from(pair.getSeed()).toString();
    const { port } = await servers.nats(`authorization { users: [ { nkey: ${known.getPublicKey()} } ] }`);
    const NATS_URL = `nats://127.0.0.1:${port}`;
    await opens({ NATS_URL, NATS_NKEY_SEED: seed(known) });
    await opens({ NATS_URL, NATS_NKEY_SEED_FILE: servers.file("seed", `${seed(known)}\n`) });
    expect(await problem({ NATS_URL, NATS_NKEY_SEED: seed(other) })).toContain("refuses the credentials");
    expect(await problem({ NATS_URL, NATS_NKEY_SEED: SECRET })).toContain(
      "NATS_NKEY_SEED is no seed of an nkey",
    );
    expect(await problem({ NATS_URL, NATS_NKEY_SEED_FILE: "/nowhere/seed" })).toMatch(
      "NATS_NKEY_SEED_FILE names /nowhere/seed, which cannot be read: no such file",
    );
  });

  test("with a credentials file", async () => {
    const [own, foreign] = [credentials(), credentials()];
    const { port } = await servers.nats(own.config);
    const NATS_URL = `nats://127.0.0.1:${port}`;
    await opens({ NATS_URL, NATS_CREDS: servers.file("own.creds", own.text) });
    for (const env of [{ NATS_CREDS: servers.file("foreign.creds", foreign.text) }, {}])
      expect(await problem({ NATS_URL, ...(env as Environment) })).toContain("refuses the credentials");
    expect(await problem({ NATS_URL, NATS_CREDS: servers.file("none.creds", SECRET) })).toContain(
      "NATS_CREDS names a file that holds no credentials",
    );
  });

  test("with TLS", async () => {
    const made = certificates(servers.folder);
    const { port } = await servers.nats(
      `tls { cert_file: "${made.server.cert}", key_file: "${made.server.key}", ca_file: "${made.ca}", verify: true }`,
    );
    const NATS_URL = `tls://127.0.0.1:${port}`;
    const client = { NATS_CERT: made.client.cert, NATS_KEY: made.client.key };
    await opens({ NATS_URL, NATS_CA: made.ca, ...client });
    // The server wants TLS, whatever the address says.
    await opens({ NATS_URL: `nats://127.0.0.1:${port}`, NATS_CA: made.ca, ...client });
    expect(await problem({ NATS_URL, ...client })).toMatch(
      /its certificate is not trusted .*; name its authority by NATS_CA/,
    );
    expect(await problem({ NATS_URL, NATS_CA: made.ca })).toContain("cannot be reached");
    const mixed = { NATS_CERT: made.server.cert, NATS_KEY: made.client.key };
    expect(await problem({ NATS_URL, NATS_CA: made.ca, ...mixed })).toContain("do not fit together");
    expect(await problem({ NATS_URL, NATS_CA: servers.file("no.pem", "none") })).toContain(
      "holds no certificate",
    );
  });

  test("nothing is said in the clear where TLS is asked for", async () => {
    let heard = "";
    const server = createServer((socket) => {
      socket.on("data", (part) => {
        heard += part;
      });
      socket.on("error", () => {});
      socket.write('INFO {"server_id":"x","version":"2.15.0","max_payload":1048576}\r\n');
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const NATS_URL = `tls://127.0.0.1:${port}`;
    expect(await problem({ NATS_URL, NATS_USER: "shop", NATS_PASSWORD: SECRET })).toContain("speaks no TLS");
    server.close();
    expect(heard).toBe("");
  });

  test("a user that may too little", async () => {
    const allowed = 'permissions: { publish: ["_INBOX.>", "other.>"], subscribe: ["_INBOX.>"] }';
    const { port } = await servers.nats(
      `authorization { users: [ { user: shop, password: "${SECRET}", ${allowed} } ] }`,
    );
    const NATS_URL = `nats://127.0.0.1:${port}`;
    expect(await problem({ NATS_URL, NATS_USER: "shop", NATS_PASSWORD: SECRET })).toMatch(
      `NATS at ${NATS_URL} does not permit it: to publish to $JS.API.INFO; see the permissions`,
    );
  });

  test("a server that is not what is needed", async () => {
    const { port } = await servers.nats("", { jetstream: false });
    expect(await problem({ NATS_URL: `127.0.0.1:${port}` })).toMatch(
      "has no JetStream; start the server with `-js`",
    );
    const NATS_URL = `nats://127.0.0.1:${await freePort()}`;
    expect(await problem({ NATS_URL })).toBe(
      `NATS at ${NATS_URL} cannot be reached: nothing listens there; start a server, or name another one by NATS_URL`,
    );
    expect(await problem({ NATS_URL: "nats://no-such-host.invalid" })).toContain("no host of that name");
    for (const url of [`http://${ESCAPED}@x`, `nats://${ESCAPED}@`, "nats://a:b:c", `nats://x:${SECRET}@y:z`])
      expect(await problem({ NATS_URL: url })).toContain("NATS_URL is no address");
  });

  test.each([
    [
      'INFO {"server_id":"x","version":"2.9.10","max_payload":1048576}\r\n',
      "is version 2.9.10; 2.10 or later is needed",
    ],
    ["HTTP/1.1 400 Bad Request\r\n\r\n", "what answers there is no NATS"],
  ])("a server that answers %j", async (greeting, expected) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", (part) => part.toString().includes("PING") && socket.write("PONG\r\n"));
      socket.write(greeting);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    expect(await problem({ NATS_URL: `nats://127.0.0.1:${port}` })).toContain(expected);
    server.close();
  });
});
