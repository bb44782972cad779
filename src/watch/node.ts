import { fstatSync, watch } from "node:fs";
import { WatchLimit, type World } from "./world.js";

/** The world around this process. */
export async function processWorld(): Promise<World> {
  const reader = await openInput();
  return {
    watchFolder,
    now: () => new Date(),
    after(milliseconds, work) {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
    onEnd: (callback) => onEnd(callback, reader),
  };
}

/** Linux: inotify_add_watch and inotify_init. */
const LIMITS: Readonly<Record<string, "watches" | "files">> = {
  ENOSPC: "watches",
  EMFILE: "files",
  ENFILE: "files",
};

function watchFolder(folder: string, onChange: (name: string | undefined) => void) {
  try {
    const watcher = watch(folder, (_, name) => onChange(name ?? undefined));
    watcher.on("error", () => onChange(undefined));
    return { close: () => watcher.close() };
  } catch (error) {
    const limit = LIMITS[(error as NodeJS.ErrnoException).code ?? ""];
    if (limit) throw new WatchLimit(limit);
    return undefined;
  }
}

const SIGNALS = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const;

/**
 * Signals end the watching, and so does the end of whatever the results go to or whoever holds standard input. While nobody listens here, a signal
 * ends the process by itself: a long check does not delay it.
 */
function onEnd(callback: (code: number) => void, reader: NodeJS.ReadStream | undefined): () => void {
  const done = () => callback(0);
  const handlers = SIGNALS.map(([signal, code]) => [signal, () => callback(code)] as const);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  const outputs = [process.stdout, process.stderr];
  for (const stream of outputs) {
    stream.on("error", done);
    if (stream.errored) done();
  }
  reader?.on("end", done);
  if (reader?.readableEnded) done();
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
    for (const stream of outputs) stream.off("error", done);
    reader?.off("end", done);
  };
}

/**
 * Standard input where it is a pipe that somebody holds open: its end says that they have gone. A terminal, a file and `/dev/null` say nothing, and neither
 * does a pipe that is closed from the beginning, as `make -j` gives its commands.
 */
async function openInput(): Promise<NodeJS.ReadStream | undefined> {
  try {
    const stat = fstatSync(0);
    if (!stat.isFIFO() && !stat.isSocket()) return undefined;
  } catch {
    return undefined;
  }
  const { stdin } = process;
  stdin.on("error", () => {});
  stdin.resume();
  // Two turns: one begins the reading, the next has heard of an end.
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  if (stdin.readableEnded) return undefined;
  // It alone keeps no process alive.
  stdin.unref();
  return stdin;
}
