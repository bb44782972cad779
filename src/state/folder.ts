import { userInfo } from "node:os";
import { isAbsolute, join } from "node:path";

/** The state directory: `LK_STATE_DIR`, else below `XDG_STATE_HOME` (which counts only if absolute, by the XDG rules), else in the home directory. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  const own = env.LK_STATE_DIR;
  if (own) return isAbsolute(own) ? own : join(process.cwd(), own);
  const xdg = env.XDG_STATE_HOME;
  if (xdg && isAbsolute(xdg)) return join(xdg, "lambdakube");
  return join(home(env.HOME), ".local", "state", "lambdakube");
}

/** `HOME`, else what the system knows of the user: nothing of a user that has a number only, as in some containers. */
function home(named: string | undefined): string {
  if (named && isAbsolute(named)) return named;
  try {
    return userInfo().homedir;
  } catch {
    return "/";
  }
}
