import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
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
  spawnSync(process.execPath, [join(__dirname, "start.js")], {
    env: clean({ LK_WARM: "1" }),
    stdio: "ignore",
  });
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

function snapshot(local: string): void {
  const blob = join(local, "lk.blob");
  const config = join(local, "config.json");
  // Without the built-in modules' code cache a snapshot works on another processor too: the folder may be copied into an image.
  writeFileSync(config, JSON.stringify({ builder: join(__dirname, "lk.js"), withoutCodeCache: true }));
  const draft = `${blob}.draft`;
  const made = spawnSync(process.execPath, ["--snapshot-blob", draft, "--build-snapshot-config", config], {
    env: clean({}),
    stdio: "ignore",
  });
  rmSync(config, { force: true });
  const works =
    made.status === 0 &&
    spawnSync(process.execPath, ["--snapshot-blob", draft, join(__dirname, "lk.js"), "--version"], {
      env: clean({}),
    }).status === 0 &&
    // `touch -r` keeps the nanoseconds, which `bin/lk` compares.
    spawnSync("touch", ["-r", process.execPath, join(local, "stamp")]).status === 0;
  if (!works) {
    rmSync(draft, { force: true });
    return;
  }
  renameSync(draft, blob);
  writeFileSync(join(local, "node"), `${process.execPath}\n`);
}

function clean(more: Record<string, string>): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...rest } = process.env;
  return { ...rest, ...more };
}

prepare();
