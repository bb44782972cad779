import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "nats";
import { listBuilds } from "../../src/client/builds.js";
import { callCounts } from "../../src/client/counts.js";
import { cancelSession } from "../../src/client/ends.js";
import { Platform } from "../../src/client/platform.js";
import { PlatformProblem } from "../../src/client/problem.js";
import { createEntry, findEntry, listSessions } from "../../src/client/sessions.js";
import { settings } from "../../src/client/settings.js";
import { startSession } from "../../src/client/start.js";
import { waitForEnd } from "../../src/client/waiting.js";
import { ROOT } from "../cli/command.js";
import { described, Servers } from "./servers.js";

jest.setTimeout(120_000);

const SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c";

described("a user with the rights that are documented", () => {
  const servers = new Servers();
  afterAll(() => servers.stop());

  test("starts, follows, lists and cancels sessions", async () => {
    const page = readFileSync(join(ROOT, "docs/platform.md"), "utf8");
    const access = /### Access\n\n([^#]*)/.exec(page)![1]!.replaceAll("\n", " ");
    const subjects = (words: string) =>
      [...new RegExp(`${words} (.*?)(?:, and to|\\.)(?= |$)`).exec(access)![1]!.matchAll(/`([^`]+)`/g)].map(
        ([, subject]) => `"${subject!.replace("<release>", "shop")}"`,
      );
    const [publish, subscribe] = [subjects("needs to publish to"), subjects("and to subscribe to")];
    const categories = [.../commands of the categories ([^;]*);/.exec(access)![1]!.matchAll(/`(\w+)`/g)].map(
      ([, name]) => `+@${name}`,
    );
    expect([publish.length, subscribe.length, categories.length]).toEqual([5, 2, 4]);
    const permissions = `permissions: { publish: [${publish}], subscribe: [${subscribe}] }`;
    const { port } = await servers.nats(
      `authorization { users: [ { user: all, password: "x" }, { user: some, password: "x", ${permissions} } ] }`,
    );
    const all = await connect({ servers: `127.0.0.1:${port}`, user: "all", pass: "x" });
    await (await all.jetstreamManager()).streams.add({ name: "LK_shop", subjects: ["lk.shop.>"] });
    await all.jetstream().views.kv("LK_shop");
    await all.close();
    const rules = servers.file("acl", `user default off\nuser some on >x ~lk:* ${categories.join(" ")}\n`);
    const store = await servers.redis(["--aclfile", rules]);
    const platform = await Platform.connect(
      settings({
        NATS_URL: `nats://some:x@127.0.0.1:${port}`,
        REDIS_URL: `redis://some:x@127.0.0.1:${store.port}`,
      }),
      "shop",
    );
    const descriptor = {
      name: "shop",
      modules: {},
      services: {},
      pipelines: { "main.main": { service: "main-main", declaration: "main.main" } },
    };
    const build = {
      digest: entry.build,
      program: "shop",
      version: "",
      registered: 1,
      accepts: true,
      descriptor,
    };
    const start = {
      session: SESSION,
      build,
      pipeline: "main.main",
      values: [`"${"x".repeat(700_000)}"`],
      timeout: 60_000,
    };
    const started = await startSession(platform, start);
    expect(await listBuilds(platform)).toEqual([]);
    expect(await callCounts(platform, SESSION)).toEqual([]);
    expect(await listSessions(platform)).toEqual([started]);
    expect(await cancelSession(platform, started, descriptor)).toBeUndefined();
    expect(await waitForEnd(platform, SESSION, Number.POSITIVE_INFINITY)).toMatchObject({
      state: "cancelled",
    });
    await platform.close();
  });
});

const entry = {
  session: SESSION,
  build: "ab".repeat(32),
  pipeline: "main.main",
  started: 1,
  deadline: 2,
  state: "running",
} as const;

/** A user that may do everything but one thing: what that is, is said, and not that there is no answer. */
described("a user of NATS that may too little", () => {
  const servers = new Servers();
  afterAll(() => servers.stop());

  test.each<[string, string, string, (platform: Platform) => Promise<unknown>]>([
    [
      "publish",
      "lk.shop.>",
      "publish to lk.shop.x",
      (platform) => platform.nats((nats) => nats.jetstream().publish("lk.shop.x")),
    ],
    [
      "publish",
      "$KV.LK_shop.>",
      `publish to $KV.LK_shop.session.${SESSION}`,
      (platform) => createEntry(platform, entry),
    ],
    [
      "publish",
      "$JS.API.STREAM.INFO.>",
      "publish to $JS.API.STREAM.INFO.KV_LK_shop",
      (platform) => platform.bucket(),
    ],
    [
      "publish",
      "$JS.API.STREAM.MSG.GET.>",
      "publish to $JS.API.STREAM.MSG.GET.KV_LK_shop",
      (platform) => findEntry(platform, SESSION),
    ],
    ["publish", "$JS.API.CONSUMER.>", "publish to $JS.API.CONSUMER", (platform) => listSessions(platform)],
    [
      "subscribe",
      "lkend.>",
      `subscribe to lkend.shop.${SESSION}`,
      (platform) => waitForEnd(platform, SESSION, Date.now() + 60_000),
    ],
  ])("may not %s to %s", async (operation, denied, expected, work) => {
    const users = [
      'user: all, password: "x"',
      `user: some, password: "x", permissions: { ${operation}: { deny: "${denied}" } }`,
    ];
    const { port } = await servers.nats(`authorization { users: [ { ${users.join(" }, { ")} } ] }`);
    const all = await connect({ servers: `127.0.0.1:${port}`, user: "all", pass: "x" });
    await (await all.jetstreamManager()).streams.add({ name: "LK_shop", subjects: ["lk.shop.>"] });
    const bucket = await all.jetstream().views.kv("LK_shop");
    await bucket.put("build.x", "");
    await all.close();
    const store = await servers.redis();
    const env = { NATS_URL: `nats://127.0.0.1:${port}`, NATS_USER: "some", NATS_PASSWORD: "x" };
    const platform = await Platform.connect(
      settings({ ...env, REDIS_URL: `redis://127.0.0.1:${store.port}` }),
      "shop",
    );
    const error = await work(platform).then(
      () => new Error("it is permitted"),
      (reason: unknown) => reason,
    );
    await platform.close();
    expect(error).toBeInstanceOf(PlatformProblem);
    const { message, hint } = error as PlatformProblem;
    expect(message).toContain(`NATS at nats://127.0.0.1:${port} does not permit it: to ${expected}`);
    expect(hint).toContain("permissions");
  });
});
