/** Exit codes of the command; docs/command-line.md has the same table. */
export const Exit = {
  /** Done; warnings are no failure. */
  done: 0,
  /** The program or its check failed. */
  failed: 1,
  /** Wrong usage, input or values. */
  usage: 2,
  /** Something outside could not be reached or refused. */
  outside: 3,
  /** `lk trace`: no such session. */
  notFound: 4,
  /** `lk trace`: still running, or holes. */
  incomplete: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof Exit)[keyof typeof Exit];

/** What ends a command with a message instead of a result. */
export class CommandError extends Error {
  readonly code: ExitCode;
  /** What to do. */
  readonly hint: string | undefined;

  constructor(code: ExitCode, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** Wrong usage, input or values. */
export function usage(message: string, hint?: string): CommandError {
  return new CommandError(Exit.usage, message, hint);
}

/** Something outside could not be reached or refused. */
export function outside(message: string, hint?: string): CommandError {
  return new CommandError(Exit.outside, message, hint);
}
