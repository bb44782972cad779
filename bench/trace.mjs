import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inTurn, mb, memory, ms, table, time, times } from "./lib/measure.mjs";
import { lk, root, scratch } from "./lib/places.mjs";

/** Sessions of many spans in a real Jaeger, and a failed one of this machine. */
const jaeger = spawnSync("bash", [join(root, "test/jaeger/build.sh"), "--path"], {
  encoding: "utf8",
}).stdout.trim();

const hex = (text, digits) => createHash("sha256").update(text).digest("hex").slice(0, digits);
const attribute = ([key, value]) => ({
  key,
  value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
});
const attributes = (values) => Object.entries(values).map(attribute);

const frames = JSON.stringify([
  { function: "main.rate", file: "src/main.lk", line: 3, service: "main-rate", kind: "node", host: "rate-1" },
  {
    function: "main.main",
    file: "src/main.lk",
    line: 9,
    service: "main-main",
    kind: "pipeline",
    element: { index: 7, count: 20_000 },
  },
]);
const failure = {
  "error.type": "KeyError",
  "lk.failure.kind": "External",
  "lk.failure.message": "no rate",
  "lk.failure.frames": frames,
};

/** A map over nodes, as the runtime's spans of it are; posted in batches as its exporter posts them. */
function* posts(session, count, failed) {
  const start = BigInt(Date.now()) * 1_000_000n;
  const span = (name, parent, kind, from, length, more, status = {}) => ({
    traceId: session,
    spanId: hex(`${session} ${name} ${from}`, 16),
    ...(parent && { parentSpanId: parent }),
    name,
    kind,
    startTimeUnixNano: String(start + from),
    endTimeUnixNano: String(start + from + length),
    attributes: attributes({ "lk.service": name, "lk.build": "ab".repeat(32), ...more }),
    status,
  });
  const end = failed ? { code: 2 } : {};
  const root = span(
    "session",
    undefined,
    2,
    0n,
    90_000_000_000n,
    { "session.id": session, ...(failed && failure) },
    end,
  );
  const main = span(
    "main.main",
    root.spanId,
    1,
    1n,
    80_000_000_000n,
    failed ? { "lk.failure.kind": "External" } : {},
    end,
  );
  const map = span("main.main.map", main.spanId, 1, 2n, 70_000_000_000n, { "lk.element.count": count });
  const post = (spans, service) => ({
    resourceSpans: [
      {
        resource: { attributes: attributes({ "service.name": service, "host.name": "rate-1" }) },
        scopeSpans: [{ scope: { name: "lambdakube" }, spans }],
      },
    ],
  });
  yield post([root, main, map], "main-main");
  for (let at = 0; at < count; at += 2_000) {
    const spans = Array.from({ length: Math.min(2_000, count - at) }, (_, index) =>
      span(
        "main-rate",
        map.spanId,
        5,
        BigInt(at + index + 3) * 1_000n,
        400_000n,
        {
          "lk.step": "main.main/0",
          "code.function.name": "main.main",
          "code.file.path": "src/main.lk",
          "code.line.number": 9,
          "lk.element.index": at + index,
          "lk.element.count": count,
          ...(failed && at + index === 7 && failure),
        },
        failed && at + index === 7 ? { code: 2 } : {},
      ),
    );
    yield post(spans, "main-rate");
  }
}

function send(port, body) {
  return new Promise((done, failed) => {
    const options = {
      port,
      path: "/v1/traces",
      method: "POST",
      headers: { "content-type": "application/json" },
    };
    const sent = request(options, (response) =>
      response.resume().once("end", () => done(response.statusCode)),
    );
    sent.once("error", failed);
    sent.end(JSON.stringify(body));
  });
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function listening(port) {
  for (;;) {
    const there = await new Promise((done) => {
      const socket = connect(port, "127.0.0.1", () => done(true) ?? socket.destroy());
      socket.once("error", () => done(false));
    });
    if (there) return;
    await sleep(20);
  }
}

const [query, otlp, thrift] = [await freePort(), await freePort(), await freePort()];
const child = spawn(jaeger, ["--config", join(root, "test/jaeger/config.yaml")], {
  env: { ...process.env, JAEGER_QUERY_PORT: query, JAEGER_OTLP_PORT: otlp, JAEGER_THRIFT_PORT: thrift },
  stdio: "ignore",
});
try {
  await listening(query);
  await listening(otlp);
  const sessions = { failed: hex("failed", 32), well: hex("well", 32) };
  for (const body of posts(sessions.failed, 20_000, true)) await send(otlp, body);
  for (const body of posts(sessions.well, 100_000, false)) await send(otlp, body);

  const state = scratch({});
  const env = {
    ...process.env,
    LK_STATE_DIR: state,
    JAEGER_URL: `http://127.0.0.1:${query}`,
    JAEGER_TIMEOUT: "120",
  };
  const local = hex("local", 32);
  mkdirSync(join(state, "sessions", local), { recursive: true });
  const record = {
    version: 1,
    session: local,
    program: "p",
    build: "a",
    pipeline: "main.main",
    state: "failed",
    started: "2026-11-25T10:00:00Z",
    counts: [],
    failure: { kind: "Failed", message: "no", frames: JSON.parse(frames) },
  };
  writeFileSync(join(state, "sessions", local, "session.json"), JSON.stringify(record));
  writeFileSync(join(state, "last"), `${local}\n`);

  const url = (session) => `${env.JAEGER_URL}/api/v3/traces/${session}`;
  const curl = (session) => time("curl", ["-sS", "-o", "/dev/null", url(session)]).elapsed;
  const medians = inTurn(
    {
      "node -e 0": () => time(process.execPath, ["-e", "0"]).elapsed,
      "lk trace last, a failure here": () => time(lk, ["trace", "last"], { env }).elapsed,
      "curl, 20,000 spans": () => curl(sessions.failed),
      "lk trace, a failure among 20,000 spans": () => time(lk, ["trace", sessions.failed], { env }).elapsed,
    },
    Number(process.env.BENCH_ROUNDS ?? 11),
  );
  const base = { local: medians["node -e 0"], jaeger: medians["curl, 20,000 spans"] };
  table(
    "Traces",
    ["command", "median", "ratio"],
    Object.entries(medians).map(([name, value]) => [
      name,
      ms(value),
      times(value / (name.includes("20,000") ? base.jaeger : base.local)),
    ]),
  );
  table(
    "100,000 spans",
    ["command", "time", "memory"],
    [
      ["curl", ms(curl(sessions.well)), ""],
      ...["text", "json", "html"].map((format) => {
        const args = ["trace", sessions.well, "--format", format];
        return [
          `lk trace --format ${format}`,
          ms(time(lk, args, { env }).elapsed),
          mb(memory(lk, args, { env })),
        ];
      }),
    ],
  );
} finally {
  child.kill("SIGKILL");
}
