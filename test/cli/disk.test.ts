import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Workspace } from "./command.js";

/** A full disk: a file system of 128 KiB in memory. Mounting one needs root; CI has it and asks for it by LK_REQUIRE. */
const work = new Workspace();
const disk = work.path("disk");
mkdirSync(disk);
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=128k", "none", disk]).status === 0;
const required = (process.env.LK_REQUIRE ?? "").split(",").includes("tmpfs");

afterAll(() => {
  if (mounted) spawnSync("umount", [disk]);
  work.remove();
});

test(`a small file system ${mounted ? "is" : "cannot be"} mounted`, () => {
  expect(mounted || !required).toBe(true);
});

if (mounted) {
  describe("a full disk", () => {
    /** Leaves so many KiB free. */
    const fill = (free: number) => {
      rmSync(join(disk, "fill"), { force: true });
      writeFileSync(join(disk, "fill"), new Uint8Array((128 - free) * 1024));
    };
    const run = (env: Record<string, string>) =>
      work.lk(["run", "wordcount", "--input", "wordcount/input.json"], { env });

    beforeAll(() => work.example("wordcount"));
    afterEach(() => {
      for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
    });

    test("under the state, before the run", async () => {
      fill(0);
      const { code, out, err } = await run({ LK_STATE_DIR: join(disk, "state") });
      expect([code, out]).toEqual([3, ""]);
      expect(err).toMatch(
        /^error: the state directory `.*` cannot be written: no space left on the disk\n {2}name another one by LK_STATE_DIR\n$/,
      );
      expect(
        readdirSync(disk, { recursive: true, encoding: "utf8" }).filter((name) =>
          /[0-9a-f]{32}|last/.test(name),
        ),
      ).toEqual([]);
    });

    test("under the state, during the run", async () => {
      fill(24);
      const { code, out, err } = await run({ LK_STATE_DIR: join(disk, "state") });
      expect([code, out]).toEqual([3, ""]);
      expect(err).toMatch(/^session [0-9a-f]{32}\nerror: .*space.*\n/);
    });

    test("under the folder for temporary files", async () => {
      fill(4);
      const { code, out, err } = await run({ TMPDIR: disk });
      expect([code, out]).toEqual([3, ""]);
      expect(err).toMatch(
        /^error: the folder for temporary files `.*` cannot be written: no space left on the disk\n/,
      );
      expect(readdirSync(disk)).toEqual(["fill"]);
    });

    test("under a build", async () => {
      fill(8);
      const { code, err } = await work.lk(["build", "wordcount", "-o", "disk/out"]);
      expect([code, err]).toEqual([3, "error: `disk/out` cannot be written: no space left on the disk\n"]);
      expect(readdirSync(disk)).toEqual(["fill"]);
    });
  });
}
