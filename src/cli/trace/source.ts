import { createHash } from "node:crypto";
import { join, locate } from "../../project/index.js";
import { escapeText, type Frame, type Trace } from "../../trace/index.js";
import type { Host } from "../host.js";
import { projectRoot } from "../program.js";

/** Columns of a line of source that are shown. */
const WIDTH = 120;

/**
 * The line of source that a frame stands for, only where it is known to be the one that ran: where the whole program is that of the build, or the file has the
 * digest that the build has of it. Where it is another one that is said once.
 * @param project as `--project` gives it
 */
export async function sourceLines(
  host: Host,
  project: string | undefined,
  trace: Trace,
): Promise<(frame: Frame) => readonly string[]> {
  const place = locate(host.files, host.cwd, project);
  if (place.kind === "none") return once(() => place.message, "program");
  const root = projectRoot(place);
  const files = new Map<string, string[] | undefined>();
  const build = trace.build?.slice(0, 8) ?? "that ran";
  const same = trace.modules === undefined && (await digestOf(host, project)) === trace.build;
  const read = (file: string): string[] | undefined => {
    const location = join(root, file);
    if (host.files.kind(location) !== "file") return undefined;
    const bytes = host.files.read(location);
    const known = trace.modules?.[file] === createHash("sha256").update(bytes).digest("hex");
    return same || known ? new TextDecoder().decode(bytes).split(/\r?\n/) : undefined;
  };
  const differs =
    trace.modules === undefined
      ? once(() => `the program here is not that of build ${build}`, "program")
      : once((file) => `${file} here is not that of build ${build}`);
  return (frame) => {
    const { file, line } = frame;
    if (file === undefined || line === undefined) return [];
    if (!files.has(file)) files.set(file, read(file));
    const text = files.get(file)?.[line - 1];
    return text === undefined
      ? differs(frame)
      : [`${line} | ${escapeText(text.replaceAll("\t", "  ")).slice(0, WIDTH)}`];
  };
}

/** Says something of each file once, or once of all. */
function once(say: (file: string) => string, of?: "program"): (frame: Frame) => readonly string[] {
  const said = new Set<string>();
  return ({ file }) => {
    if (file === undefined || said.has(of ?? file)) return [];
    said.add(of ?? file);
    return [`(${escapeText(say(file))})`];
  };
}

/** The digest of the program as it is now; undefined where it cannot be built. */
async function digestOf(host: Host, project: string | undefined): Promise<string | undefined> {
  const { buildProgram } = await import("../built.js");
  const place = locate(host.files, host.cwd, project);
  if (place.kind === "none") return undefined;
  try {
    const { files } = buildProgram(host, place, { tests: false });
    const descriptor = files?.get("descriptor.yaml");
    return descriptor === undefined
      ? undefined
      : (JSON.parse(String(descriptor)) as { digest: string }).digest;
  } catch {
    return undefined;
  }
}
