import { findEnd, type SessionEnd } from "./ends.js";
import type { Platform } from "./platform.js";

/** Milliseconds between two looks, where nobody says that a session has ended. */
const LOOK = 1_000;

/** Most sessions that are looked at unasked at a time: that one has ended is mostly told. */
const MOST = 200;

/**
 * Waits for a session's end.
 * @param look called about every second while it runs
 * @param until milliseconds since 1970 after which nothing is waited for any more
 * @returns undefined where `until` has passed
 */
export async function waitForEnd(
  platform: Platform,
  session: string,
  until: number,
  look: () => Promise<void> = async () => {},
): Promise<SessionEnd | undefined> {
  let found: SessionEnd | undefined;
  const take = (_: string, end: SessionEnd) => {
    found = end;
  };
  await waitForEnds(platform, [session], until, take, look);
  return found;
}

/**
 * Waits for the ends of sessions.
 * @param take gets each of them, in the order in which they end
 * @param look called about every second while one runs
 * @returns those that had not ended when `until` passed
 */
export async function waitForEnds(
  platform: Platform,
  sessions: readonly string[],
  until: number,
  take: (session: string, end: SessionEnd) => void,
  look: () => Promise<void> = async () => {},
): Promise<ReadonlySet<string>> {
  const open = new Set(sessions);
  const notices = new Notices(platform, open);
  await notices.listen(sessions.length === 1 ? sessions[0]! : "*");
  try {
    let asked: Iterable<string> = [...open];
    for (;;) {
      for (const session of asked) {
        const end = await findEnd(platform, session);
        if (end === undefined) continue;
        open.delete(session);
        take(session, end);
      }
      if (open.size === 0 || Date.now() > until) return open;
      if (!notices.pending) await look();
      asked = await notices.next();
    }
  } finally {
    notices.close();
  }
}

/** What is said on `lkend.<release>.<session>`, and whom to ask where nothing is said. */
class Notices {
  private readonly platform: Platform;
  private readonly open: Set<string>;
  private readonly told = new Set<string>();
  private fault: Error | undefined;
  private wake = () => {};
  private end = () => {};

  constructor(platform: Platform, open: Set<string>) {
    this.platform = platform;
    this.open = open;
  }

  /** Whether an end has been told. */
  get pending(): boolean {
    return this.told.size > 0;
  }

  async listen(session: string): Promise<void> {
    const subject = `lkend.${this.platform.release}.${session}`;
    const subscription = await this.platform.nats((broker) =>
      broker.subscribe(subject, {
        callback: (fault, message) => {
          if (fault) this.fault = fault;
          else this.hear(message.subject.slice(message.subject.lastIndexOf(".") + 1));
          this.wake();
        },
      }),
    );
    this.end = () => subscription.unsubscribe();
  }

  private hear(session: string): void {
    if (this.open.has(session)) this.told.add(session);
  }

  /** The sessions to be asked next: those that are told to have ended, or some of all after a while. */
  async next(): Promise<string[]> {
    if (!this.pending) await this.pause();
    const { fault } = this;
    if (fault !== undefined)
      await this.platform.nats(() => {
        throw fault;
      });
    const told = [...this.told];
    this.told.clear();
    return told.length > 0 ? told : this.some();
  }

  private async pause(): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    let timer: NodeJS.Timeout | undefined;
    const passed = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LOOK);
    });
    await Promise.race([woken, passed]);
    clearTimeout(timer);
  }

  /** Some of the sessions, in turn. */
  private some(): string[] {
    const some = [...this.open].slice(0, MOST);
    for (const session of some) {
      this.open.delete(session);
      this.open.add(session);
    }
    return some;
  }

  close(): void {
    this.end();
  }
}
