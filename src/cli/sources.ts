import { absolute, findModules, shownFrom } from "../project/index.js";
import { usage } from "./exit.js";
import type { Host } from "./host.js";
import { find, projectRoot, reading } from "./program.js";

/** A `.lk` file as it lies on the disk, whatever program it belongs to. */
export interface SourceFile {
  readonly location: string;
  /** As shown to the user. */
  readonly shown: string;
}

/**
 * The `.lk` files that PATHs name: a file itself, all below a folder (hidden folders and `node_modules` apart), without
 * a PATH those of the project around the current folder; each once.
 */
export function findSources(host: Host, paths: readonly string[]): SourceFile[] {
  const found = (paths.length > 0 ? paths : [undefined]).flatMap((path) => sourcesOf(host, path));
  const seen = new Set<string>();
  return found.filter(({ location }) => {
    const real = host.files.real(location);
    return !seen.has(real) && seen.add(real);
  });
}

function sourcesOf(host: Host, path: string | undefined): SourceFile[] {
  const at = absolute(host.cwd, path ?? ".");
  if (path !== undefined && host.files.kind(at) === "folder") {
    const below = filesBelow(host, at);
    if (below.length === 0) throw usage(`there is no .lk file in \`${path}\``);
    return below;
  }
  // Says what is wrong with a PATH that is neither a folder nor a file.
  const place = find(host, path);
  return path?.endsWith(".lk")
    ? [{ location: at, shown: shownFrom(host.cwd, at) }]
    : filesBelow(host, projectRoot(place));
}

function filesBelow(host: Host, folder: string): SourceFile[] {
  return reading(host, () => findModules(host.files, folder, folder)).map(({ location }) => ({
    location,
    shown: shownFrom(host.cwd, location),
  }));
}
