import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Platform } from "../../src/client/platform.js";
import { settings } from "../../src/client/settings.js";
import { described, type Server, Servers } from "./servers.js";

jest.setTimeout(120_000);

described("a server that goes away", () => {
  const servers = new Servers();
  afterAll(() => servers.stop());

  async function reached() {
    const [broker, store] = [await servers.nats(), await servers.redis()];
    const env = {
      NATS_URL: `nats://user:secret@127.0.0.1:${broker.port}`,
      REDIS_URL: `redis://127.0.0.1:${store.port}`,
    };
    return { broker, store, platform: await Platform.connect(settings(env), "shop") };
  }

  /** Sends a signal and waits until it has come. */
  async function hit({ process: child }: Server, signal: "SIGKILL" | "SIGSTOP"): Promise<void> {
    child.kill(signal);
    if (signal === "SIGKILL") await once(child, "exit");
    else
      while (!/^\d+ \(.*\) T/.test(readFileSync(`/proc/${child.pid}/stat`, "utf8")))
        await new Promise((resolve) => setTimeout(resolve, 5));
  }

  const said = (work: Promise<unknown>) =>
    work.then(
      () => "it works",
      (error: Error) => error.message,
    );

  test.each(["SIGKILL", "SIGSTOP"] as const)("Redis by %s is named, where it was", async (signal) => {
    const { store, platform } = await reached();
    await hit(store, signal);
    const message = await said(platform.redis((redis) => redis.get("lk:x")));
    expect(message).toMatch(
      new RegExp(
        `^Redis at redis://127.0.0.1:${store.port} cannot be reached: (nothing listens there|there is no answer)$`,
      ),
    );
    await platform.close();
  });

  test.each(["SIGKILL", "SIGSTOP"] as const)("NATS by %s is named, where it was", async (signal) => {
    const { broker, platform } = await reached();
    await hit(broker, signal);
    const message = await said(platform.bucket());
    expect(message).toMatch(
      new RegExp(
        `^NATS at nats://127.0.0.1:${broker.port} cannot be reached: (the connection was broken off|there is no answer)$`,
      ),
    );
    await platform.close();
  });

  // It is back before it is asked, since a slow machine may take longer for that than the client waits; the client does not know yet.
  test("Redis that comes back in time is nothing to speak of", async () => {
    const { store, platform } = await reached();
    await hit(store, "SIGKILL");
    await servers.redis([], { port: store.port });
    expect(await said(platform.redis((redis) => redis.get("lk:x")))).toBe("it works");
    await platform.close();
  });

  test("NATS that comes back in time is nothing to speak of", async () => {
    const { broker, platform } = await reached();
    await hit(broker, "SIGKILL");
    await servers.nats("", { port: broker.port });
    // It answers, though not with a bucket.
    expect(await said(platform.bucket())).toBe("no service of the release `shop` has run on this NATS yet");
    await platform.close();
  });
});
