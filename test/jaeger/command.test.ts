import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import { ROOT, Workspace } from "../cli/command";
import { answering } from "./server";
import { FAILED, newer, older, SESSION, STACK } from "./spans";

/** The whole command against a server that answers as Jaeger, proxies and what is no Jaeger do. */
const work = new Workspace();
afterAll(() => work.remove());
jest.setTimeout(60_000);

const fixture = (name: string) => readFileSync(join(__dirname, "../fixtures/jaeger", name), "utf8");

type Env = Readonly<Record<string, string>>;

/** `lk trace` with a Jaeger that answers so. */
function traced(answer: RequestListener, env: Env = {}, args: readonly string[] = []) {
  return answering(answer, async (server) => ({
    ...(await work.lk(["trace", SESSION, "--jaeger", server.url, ...args], { env })),
    server,
  }));
}

function say(response: ServerResponse, status: number, body: string, type = "application/json") {
  response.writeHead(status, { "content-type": type }).end(body);
}

test("a failed session is a stack trace, by the newer API alone", async () => {
  const { code, out, err, server } = await traced((_, response) =>
    say(response, 200, newer(FAILED), "text/plain"),
  );
  expect({ code, out, err }).toEqual({ code: 0, out: STACK, err: "" });
  expect(server.asked.map(({ path }) => path)).toEqual([`/api/v3/traces/${SESSION}`]);
});

test("the older API is asked where the newer one is not there", async () => {
  const page = fixture("wrong-base-path.200.html");
  for (const [status, body] of [
    [404, "404 page not found"],
    [404, fixture("v3-unknown.404.json")],
    [200, page],
    [501, ""],
  ] as const) {
    const { code, out, server } = await traced((request, response) =>
      request.url!.startsWith("/api/v3/") ? say(response, status, body) : say(response, 200, older(FAILED)),
    );
    expect([code, out]).toEqual([0, STACK]);
    expect(server.asked.length).toBe(2);
  }
});

test("base path, token, tenant", async () => {
  const answer: RequestListener = (_, response) => say(response, 200, newer(FAILED));
  await answering(answer, async (server) => {
    work.write({ "token.txt": "s3cret\n" });
    const env = {
      JAEGER_URL: `${server.url}/jaeger/search`,
      JAEGER_TOKEN_FILE: work.path("token.txt"),
      JAEGER_TENANT: "acme",
    };
    expect((await work.lk(["trace", SESSION], { env })).code).toBe(0);
    expect(server.asked).toMatchObject([
      {
        path: `/jaeger/api/v3/traces/${SESSION}`,
        headers: { authorization: "Bearer s3cret", "x-tenant": "acme" },
      },
    ]);
    const user = server.url.replace("//", "//me:p%40ss@");
    expect((await work.lk(["trace", SESSION, "--jaeger", user])).code).toBe(0);
    expect(server.asked[1]!.headers.authorization).toBe(`Basic ${btoa("me:p@ss")}`);
  });
});

test("lk.yaml says where Jaeger is", async () => {
  await answering(
    (_, response) => say(response, 200, newer(FAILED)),
    async (server) => {
      work.write({ "shop/lk.yaml": `name: shop\njaeger: ${server.url}\n` });
      expect((await work.lk(["trace", SESSION], { cwd: "shop" })).out).toBe(STACK);
      expect((await work.lk(["trace", SESSION, "--project", "shop"])).out).toBe(STACK);
    },
  );
});

test("TLS with an authority of one's own", async () => {
  const made = spawnSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=jaeger",
      "-addext",
      "subjectAltName=IP:127.0.0.1",
      "-keyout",
      "key.pem",
      "-out",
      "ca.pem",
    ],
    { cwd: work.root },
  );
  expect(made.status).toBe(0);
  const tls = { key: readFileSync(work.path("key.pem")), cert: readFileSync(work.path("ca.pem")) };
  await answering(
    (_, response) => say(response, 200, newer(FAILED)),
    async ({ url }) => {
      const untrusted = await work.lk(["trace", SESSION, "--jaeger", url]);
      expect(untrusted).toMatchObject({ code: 3, out: "" });
      expect(untrusted.err).toMatch(
        /cannot be trusted: its certificate is signed by itself\n {2}name .* JAEGER_CA\n$/,
      );
      const env = { JAEGER_CA: work.path("ca.pem") };
      expect((await work.lk(["trace", SESSION, "--jaeger", url], { env })).out).toBe(STACK);
      env.JAEGER_CA = work.path("nowhere.pem");
      expect((await work.lk(["trace", SESSION, "--jaeger", url], { env })).code).toBe(2);
    },
    tls,
  );
});

const v3 = (name: string) => fixture(`v3-${name}.json`);

test.each<[string, number, string, number, RegExp]>([
  [
    "unknown",
    404,
    v3("unknown.404"),
    4,
    /^error: there is no session 7f3a\w+ on this machine; Jaeger at http:\S+ has no trace 7f3a\w+\n {2}it may have been evicted/,
  ],
  ["a bad id", 400, v3("bad-id.400"), 3, /does not accept the request: malformed parameter trace_id/],
  ["no token", 401, "", 3, /wants to know who asks \(401\)\n {2}give a token by JAEGER_TOKEN/],
  [
    "a wrong token",
    403,
    '{"error":{"message":"RBAC: access denied"}}',
    3,
    /refuses \(403\): RBAC: access denied\n/,
  ],
  ["too often", 429, "", 3, /asked too often \(429\)\n {2}try again in 7 s\n/],
  [
    "a fault",
    500,
    '{"data":null,"errors":[{"code":500,"msg":"json: unsupported value: NaN"}]}',
    3,
    /fails \(500\): json: unsupported value: NaN\n/,
  ],
  ["a gateway", 502, "<html><b>Bad Gateway</b>\u001b[31m</html>", 3, /fails \(502\): Bad Gateway \[31m\n/],
  [
    "a page",
    200,
    fixture("wrong-base-path.200.html"),
    3,
    /answers with a web page in place of a trace\n {2}see whether the base path/,
  ],
  ["no trace", 200, '{"hello":1}', 3, /is no Jaeger: \{"hello":1\}\n/],
  ["no JSON", 200, "pong", 3, /is no Jaeger: pong\n/],
  ["nothing", 200, "", 3, /is cut off\n/],
  ["an empty trace", 200, '{"result":{},"data":[]}', 4, /has no trace/],
  [
    "a cut body",
    200,
    newer(FAILED).slice(0, -20),
    3,
    /is cut off\n {2}try again; where it is always so, a proxy/,
  ],
  ["broken JSON", 200, newer(FAILED).replaceAll('"kind":', '"kind"'), 3, /is no trace: /],
])("%s: %i", async (_, status, body, code, message) => {
  const result = await traced((__, response) => {
    response.setHeader("retry-after", "7");
    say(response, status, body);
  });
  expect(result).toMatchObject({ code, out: "" });
  expect(result.err).toMatch(message);
  expect(result.err.split("\n").length).toBeLessThanOrEqual(3);
});

test("a redirection to a login is told, one to the same trace is followed, no token leaves the host", async () => {
  const login = await traced((_, response) =>
    response.writeHead(302, { location: "https://sso.example/login?x=secret" }).end(),
  );
  expect(login).toMatchObject({ code: 3, out: "" });
  expect(login.err).toMatch(
    /sends to https:\/\/sso\.example\/login\n {2}there is a login before it: give a token by JAEGER_TOKEN\n$/,
  );
  const moved = await traced((request, response) => {
    if (request.url!.startsWith("/ui/")) say(response, 200, newer(FAILED));
    else response.writeHead(307, { location: `/ui${request.url}` }).end();
  });
  expect([moved.code, moved.out]).toEqual([0, STACK]);
  // Another name of this very machine is another host.
  await answering(
    (_, response) => say(response, 200, newer(FAILED)),
    async (other) => {
      const location = other.url.replace("127.0.0.1", "localhost");
      const elsewhere = await traced(
        (request, response) => response.writeHead(301, { location: location + request.url }).end(),
        { JAEGER_TOKEN: "s3cret" },
      );
      expect(elsewhere).toMatchObject({ code: 3, out: "" });
      expect(other.asked).toEqual([]);
    },
  );
  const loop = await traced((request, response) => response.writeHead(302, { location: request.url }).end());
  expect(loop.code).toBe(3);
  expect(loop.server.asked.length).toBe(4);
});

test("a connection that breaks off in the body", async () => {
  const { code, err } = await traced((_, response) => {
    response.writeHead(200, { "content-length": 1_000_000 });
    response.write(newer(FAILED).slice(0, 500), () => response.destroy());
  });
  expect(code).toBe(3);
  expect(err).toContain("is cut off");
});

test("a server that is silent, before and within its answer", async () => {
  for (const begun of [false, true]) {
    const { code, err } = await traced(
      (_, response) => {
        if (begun) response.writeHead(200).write('{"result":');
      },
      { JAEGER_TIMEOUT: "0.3" },
    );
    expect(code).toBe(3);
    expect(err).toMatch(
      /does not answer: nothing has come for 0\.3 s\n {2}try again, or give it more time by JAEGER_TIMEOUT/,
    );
  }
});

test("a slow answer is waited for while it comes", async () => {
  const body = newer(FAILED);
  const { code, out } = await traced(
    (_, response) => {
      response.writeHead(200);
      const step = Math.ceil(body.length / 8);
      const next = (at: number) => {
        if (at >= body.length) response.end();
        else response.write(body.slice(at, at + step), () => setTimeout(next, 100, at + step));
      };
      next(0);
    },
    { JAEGER_TIMEOUT: "20" },
  );
  expect([code, out]).toEqual([0, STACK]);
});

test("what is no address, and what listens nowhere", async () => {
  for (const url of ["ftp://x", "http://", "http:// x"]) {
    const { code, err } = await work.lk(["trace", SESSION, "--jaeger", url]);
    expect([url, code]).toEqual([url, 2]);
    expect(err).toMatch(/^error: the address of Jaeger in `--jaeger` is none: /);
  }
  const { code, err } = await work.lk(["trace", SESSION], {
    env: { JAEGER_URL: "http://me:s3cret@127.0.0.1:1/jaeger" },
  });
  expect(code).toBe(3);
  expect(err).toMatch(
    /^error: Jaeger at http:\/\/127\.0\.0\.1:1\/jaeger cannot be reached: nothing listens there\n/,
  );
  expect(err).not.toContain("s3cret");
});

test("a session of this machine is not asked for elsewhere, unless it is told", async () => {
  const record = {
    version: 1,
    session: SESSION,
    program: "shop",
    build: "a",
    pipeline: "main.main",
    state: "failed",
    started: "2026-11-24T22:53:37.000001Z",
    failure: { kind: "Failed", message: "here", frames: [] },
  };
  work.write({ [`known/sessions/${SESSION}/session.json`]: JSON.stringify(record) });
  const env = { LK_STATE_DIR: work.path("known") };
  await answering(
    (_, response) => say(response, 200, newer(FAILED)),
    async (server) => {
      const here = await work.lk(["trace", SESSION], { env: { ...env, JAEGER_URL: server.url } });
      expect([here.code, server.asked.length]).toEqual([0, 0]);
      const told = ["trace", "7f3a9c0d", "--jaeger", server.url, "--format", "json"];
      const { out } = await work.lk(told, { env });
      expect(server.asked.length).toBe(1);
      expect(JSON.parse(out)).toMatchObject({ failure: { message: "here" }, calls: [{ name: "session" }] });
    },
  );
});

test("Ctrl-C while Jaeger hangs", async () => {
  let stop = () => {};
  const asked = new Promise<void>((resolve) => {
    stop = resolve;
  });
  await answering(
    () => stop(),
    async ({ url }) => {
      const child = spawn(join(ROOT, "bin/lk"), ["trace", SESSION, "--jaeger", url], {
        env: { ...process.env, LK_STATE_DIR: work.path("none") },
      });
      let err = "";
      child.stderr.on("data", (part) => {
        err += part;
      });
      await asked;
      child.kill("SIGINT");
      const [code] = await once(child, "close");
      expect([code, err]).toEqual([130, "error: interrupted\n"]);
    },
  );
});

test("a body of 60 MB", async () => {
  const spans = Array.from({ length: 65_000 }, (_, index) => ({
    ...FAILED[4]!,
    id: 100 + index,
    attributes: { ...FAILED[4]!.attributes, "lk.element.index": index },
  }));
  const body = Buffer.from(newer([...FAILED, ...spans, ...spans.slice(0, 10)]).padEnd(60 << 20));
  expect(body.length).toBeGreaterThanOrEqual(60 << 20);
  const answer: RequestListener = (_, response) => void response.writeHead(200).end(body);
  const failed = await traced(answer);
  expect([failed.code, failed.out]).toEqual([0, STACK]);
  const { attributes: _, failed: __, ...root } = FAILED[0]!;
  const well = Buffer.from(
    newer([
      { ...root, attributes: { "lk.service": "shop-main" } },
      ...FAILED.slice(1, 3).map(({ failed, ...span }) => span),
      ...spans,
    ]),
  );
  const done = await traced((_, response) => void response.writeHead(200).end(well));
  expect(done.code).toBe(0);
  // Spans that came twice are there once.
  expect(done.out).toMatch(/─ shop-rate ×65000 /);
});
