import { CommandError, Exit } from "./exit.js";

/** Does something that Ctrl-C ends: its signal is given to what waits, and the command ends with the code of an interruption. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let interrupt = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => {
      controller.abort();
      reject(new CommandError(Exit.interrupted, "interrupted"));
    };
  });
  process.once("SIGINT", interrupt);
  try {
    return await Promise.race([work(controller.signal), interrupted]);
  } finally {
    process.off("SIGINT", interrupt);
  }
}
