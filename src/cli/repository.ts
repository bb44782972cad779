import { absolute, dirname, join, relative, within } from "../project/index.js";
import type { Host } from "./host.js";

/**
 * The folder that machine-readable paths begin at: `GITHUB_WORKSPACE` where the command runs within it, else the repository around the
 * current folder, else the current folder.
 */
export function repositoryRoot(host: Host): string {
  const workspace = host.env.GITHUB_WORKSPACE;
  if (workspace && within(workspace, host.cwd)) return absolute("/", workspace);
  for (let at = host.cwd; ; at = dirname(at)) {
    // A folder; in a worktree or submodule a file.
    if (host.files.kind(join(at, ".git")) !== "missing") return at;
    if (at === "/") return host.cwd;
  }
}

/** A path as shown here, from the repository's root on; absolute where it lies outside. What is no file (`<stdin>`) stays. */
export function repositoryPath(host: Host, root: string, path: string): string {
  if (path.startsWith("<")) return path;
  const location = absolute(host.cwd, path);
  return within(root, location) ? relative(root, location) : location;
}
