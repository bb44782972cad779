import fs from "node:fs";
import type { Output } from "../../src/cli/host";
import { main } from "../../src/cli/main";
import { processWorld } from "../../src/watch/node";
import { Disk } from "./world";

/** What `lk check --watch` says where the system watches no folder, for a reason that it names by a code. */
async function saidWhere(code: string): Promise<readonly [exit: number, said: string]> {
  const disk = new Disk();
  disk.write("/p/a.lk", "const a = 1\n");
  let said = "";
  const output = (write: (text: string) => void): Output => ({
    write,
    terminal: false,
    colour: false,
    columns: 80,
  });
  const world = await processWorld();
  const watch = jest.spyOn(fs, "watch").mockImplementation(() => {
    throw Object.assign(new Error(`${code}: in words`), { code });
  });
  try {
    const exit = await main(["check", "--watch", "a.lk"], {
      cwd: "/p",
      env: {},
      home: "/",
      files: disk,
      out: output(() => {}),
      err: output((text) => {
        said += text;
      }),
      stdin: () => Promise.reject(new Error("standard input is read")),
      client: () => Promise.reject(new Error("the platform is asked")),
      telemetry: () => Promise.reject(new Error("the platform is told")),
      world: () =>
        Promise.resolve({
          ...world,
          onEnd: (callback) => {
            callback(0);
            return () => {};
          },
        }),
    });
    return [exit, said];
  } finally {
    watch.mockRestore();
  }
}

test.each([
  ["ENOSPC", "limit of watches", "fs.inotify.max_user_watches"],
  ["EMFILE", "too many files are open", "ulimit -n"],
  ["ENFILE", "too many files are open", "fs.inotify.max_user_instances"],
])("%s ends it, and says which limit to raise", async (code, message, hint) => {
  const [exit, said] = await saidWhere(code);
  expect(exit).toBe(3);
  expect(said).toMatch(new RegExp(`error: the folders cannot be watched: .*${message}.*\n  .*${hint}`));
});

test.each([["EACCES"], ["ENOENT"]])(
  "a folder that cannot be watched for %s is no reason to end",
  async (code) => {
    const [exit, said] = await saidWhere(code);
    expect([exit, said]).toEqual([
      0,
      expect.stringContaining("1 module checked, no errors. Watching for changes."),
    ]);
  },
);
