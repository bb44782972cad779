/** A frame of an external's own Python code. */
export interface PythonFrame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
}

/** The frames in a traceback as the runtime keeps it, innermost first, as a stack trace has it. */
export function pythonFrames(traceback: string): PythonFrame[] {
  const frames: PythonFrame[] = [];
  for (const line of traceback.split("\n")) {
    const [, file, number, name] = /^ {2}File "(.*)", line (\d+), in (.*)$/.exec(line) ?? [];
    if (file !== undefined) frames.unshift({ function: name!, file, line: Number(number) });
  }
  return frames;
}
