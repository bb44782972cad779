import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Makes the start-up snapshot and the code cache in `dist/local/` for the node that runs this. Never fails an installation: without them the command starts
 * from the bundle.
 */
function prepare(): void {
  const local = join(__dirname, "local");
  if (!existsSync(join(__dirname, "lk.js"))) return;
  rmSync(local, { recursive: true, force: true });
  mkdirSync(local, { recursive: true });
  runNode([join(__dirname, "start.js")], { LK_WARM: "1" });
  if (launched() === process.execPath) snapshot(local);
}

/** The node that `bin/lk` finds on the PATH, links followed. A shim is another file than the node that it starts. */
function launched(): string | undefined {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    // npm puts folders in front for its scripts.
    if (folder === "" || folder.endsWith("node_modules/.bin") || folder.endsWith("node-gyp-bin")) continue;
    const node = join(folder, "node");
    if (existsSync(node)) return realpathSync(node);
  }
  return undefined;
}

/** What is written last, `node`, is what `bin/lk` looks for first. */
function snapshot(local: string): void {
  const draft = join(local, "draft.blob");
  const made =
    runNode(["--snapshot-blob", draft, "--build-snapshot", join(__dirname, "lk.js")]) &&
    runNode(["--snapshot-blob", draft, join(__dirname, "lk.js"), "check", "-"], {}, PROGRAM) &&
    // `touch -r` keeps the nanoseconds, which `bin/lk` compares.
    spawnSync("touch", ["-r", process.execPath, join(local, "stamp")]).status === 0;
  if (!made) {
    rmSync(draft, { force: true });
    return;
  }
  renameSync(draft, join(local, "lk.blob"));
  writeFileSync(join(local, "node"), `${process.execPath}\n${processor()}\n`);
}

/** Shows that a snapshot works. */
const PROGRAM = 'node greet(name: String) -> String { "Hello, ${name}" }\n';

/** The lines that tell what the processor can, joined; empty where there is no /proc. `bin/lk` reads them in the same way. */
function processor(): string {
  try {
    let known = "";
    for (const line of readFileSync("/proc/cpuinfo", "utf8").split("\n")) {
      if (line.startsWith("model name")) known += line;
      else if (/^(flags|Features)/.test(line)) return known + line;
    }
    return "";
  } catch {
    return "";
  }
}

function runNode(args: readonly string[], env: Record<string, string> = {}, input = ""): boolean {
  const { NODE_OPTIONS: _, ...rest } = process.env;
  return (
    spawnSync(process.execPath, args, {
      env: { ...rest, ...env },
      input,
      stdio: ["pipe", "ignore", "ignore"],
    }).status === 0
  );
}

prepare();
