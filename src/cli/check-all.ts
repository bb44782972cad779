import type { Diagnostic } from "../diagnostics/index.js";
import { ModuleMemory } from "../incremental/index.js";
import { absolute } from "../project/index.js";
import { withBuffer } from "./buffer.js";
import type { DiagnosticsFormatOptions } from "./format.js";
import type { Host } from "./host.js";
import { type Checked, checkInput, checkProgram, find } from "./program.js";
import { hasErrors } from "./report.js";

export interface CheckOptions extends DiagnosticsFormatOptions {
  readonly denyWarnings?: boolean;
  readonly stdinName?: string;
  readonly watch?: boolean;
}

/** Whether what was found lets a check fail. */
export function failed(diagnostics: readonly Diagnostic[], { denyWarnings }: CheckOptions): boolean {
  return hasErrors(diagnostics) || (denyWarnings === true && diagnostics.length > 0);
}

/** What is known of each program from earlier checks. */
export class ProgramMemories {
  private readonly memories = new Map<string, ModuleMemory>();

  /** @param key of a program, the same at each check */
  of(key: string): ModuleMemory {
    const known = this.memories.get(key);
    if (known) return known;
    const made = new ModuleMemory();
    this.memories.set(key, made);
    return made;
  }
}

/** What checking some programs found, together. */
export interface CheckedAll {
  readonly diagnostics: readonly Diagnostic[];
  /** How many modules were read. */
  readonly modules: number;
}

/**
 * Checks each program that is named once, however many of its files are.
 * @param paths as given; `-` is standard input, none the project around the current folder
 * @param stdinName the file that standard input is the text of: then `-` is that file's program
 * @param memories what earlier checks of the same programs have left
 */
export async function checkAll(
  host: Host,
  paths: readonly string[],
  stdinName: string | undefined,
  memories = new ProgramMemories(),
): Promise<CheckedAll> {
  const wanted = paths.length > 0 ? paths : [stdinName === undefined ? undefined : "-"];
  const buffered = stdinName === undefined ? host : await hostWithBuffer(host, stdinName);
  // A wrong path is told before any work is done.
  const places = wanted.map((path) =>
    path === "-" && stdinName === undefined ? "stdin" : find(buffered, path === "-" ? stdinName : path),
  );
  const checked: Checked[] = [];
  const seen = new Set<string>();
  for (const place of places) {
    const key = place === "stdin" ? "-" : place.kind === "project" ? place.root : place.location;
    if (seen.has(key)) continue;
    seen.add(key);
    checked.push(
      place === "stdin"
        ? await checkInput(host, "named")
        : checkProgram(buffered, place, "named", memories.of(key)),
    );
  }
  return {
    diagnostics: checked.flatMap((one) => one.diagnostics),
    modules: checked.reduce((sum, { loaded }) => sum + (loaded?.modules.length ?? 0), 0),
  };
}

async function hostWithBuffer(host: Host, name: string): Promise<Host> {
  return { ...host, files: withBuffer(host.files, absolute(host.cwd, name), await host.stdin()) };
}
