import { createHash } from "node:crypto";
import { nkeys } from "nats";

type Pair = ReturnType<typeof nkeys.createUser>;

/** The configuration of a server that knows its users by an operator, and the text of a user's credentials file. */
export function credentials(): { readonly config: string; readonly text: string } {
  const operator = nkeys.createOperator();
  const [system, account] = [nkeys.createAccount(), nkeys.createAccount()];
  const user = nkeys.createUser();
  const unlimited = Object.fromEntries(
    ["subs", "data", "payload", "imports", "exports", "conn", "leaf"].map((name) => [name, -1]),
  );
  const stored = { mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 };
  const tokens = [
    [account, { ...unlimited, ...stored, wildcards: true }],
    [system, { ...unlimited, wildcards: true }],
  ] as const;
  const preload = tokens.map(
    ([pair, limits]) => `${pair.getPublicKey()}: ${signed(operator, pair, { type: "account", limits })}`,
  );
  const own = signed(operator, operator, { type: "operator", system_account: system.getPublicKey() });
  const token = signed(account, user, { type: "user", subs: -1, data: -1, payload: -1, pub: {}, sub: {} });
  return {
    config: `operator: ${own}\nsystem_account: ${system.getPublicKey()}\nresolver: MEMORY\nresolver_preload {\n${preload.join("\n")}\n}`,
    text: [
      `-----BEGIN NATS USER JWT-----\n${token}\n------END NATS USER JWT------\n`,
      `-----BEGIN USER NKEY SEED-----\n${Buffer.from(user.getSeed())}\n------END USER NKEY SEED------\n`,
    ].join("\n"),
  };
}

/** A token in which somebody says something of somebody. */
function signed(issuer: Pair, subject: Pair, claims: object): string {
  const body: Record<string, unknown> = {
    iat: Math.floor(Date.now() / 1000),
    iss: issuer.getPublicKey(),
    name: "tests",
    sub: subject.getPublicKey(),
    nats: { version: 2, ...claims },
  };
  body.jti = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  const head = { typ: "JWT", alg: "ed25519-nkey" };
  const text = [head, body].map((part) => base64(Buffer.from(JSON.stringify(part)))).join(".");
  return `${text}.${base64(issuer.sign(Buffer.from(text)))}`;
}

function base64(data: Uint8Array): string {
  return Buffer.from(data).toString("base64url");
}
