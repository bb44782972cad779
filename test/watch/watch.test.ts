import { type FileSystem, join } from "../../src/project";
import { WatchLimit, watch } from "../../src/watch";
import { Disk, VirtualWorld } from "./world";

/** Work that reads what a program is made of: lk.yaml, the `.lk` files below `src`, and what a link leads to. */
function reading(files: FileSystem): () => void {
  files.kind("/p/lk.yaml");
  const walk = (folder: string): void => {
    if (files.kind(folder) !== "folder") return;
    for (const name of files.list(folder)) {
      if (name.endsWith(".lk") && files.kind(join(folder, name)) === "file") files.read(join(folder, name));
      else walk(join(folder, name));
    }
  };
  walk("/p/src");
  return () => {};
}

/** What has changed at each run of the work that an edit brings about. */
async function runs(edit: (disk: Disk, world: VirtualWorld) => void | Promise<void>) {
  const disk = new Disk();
  disk.write("/p/lk.yaml", "name: p\n");
  disk.write("/p/src/a.lk", "a");
  disk.write("/p/src/deep/b.lk", "b");
  disk.write("/shared/c.lk", "c");
  disk.link("/p/src/c.lk", "../../shared/c.lk");
  disk.write("/elsewhere/d/d.lk", "d");
  disk.link("/p/src/d", "/elsewhere/d");
  disk.deliver();
  const world = new VirtualWorld(disk);
  const changes: (readonly string[])[] = [];
  const code = watch(disk, world, (files, changed) => {
    reading(files);
    return Promise.resolve(() => changes.push(changed));
  });
  await world.idle();
  await edit(disk, world);
  await world.settle();
  world.end(7);
  expect(await code).toBe(7);
  return changes.slice(1);
}

test.each<[string, (disk: Disk) => void, readonly string[]]>([
  ["a file that is written", (disk) => disk.write("/p/src/a.lk", "x"), ["/p/src/a.lk"]],
  ["a file that is replaced", (disk) => disk.writeByRename("/p/src/a.lk", "x"), ["/p/src/a.lk"]],
  ["a new file", (disk) => disk.write("/p/src/deep/x.lk", "x"), ["/p/src/deep/x.lk"]],
  ["a file that goes", (disk) => disk.remove("/p/src/a.lk"), ["/p/src/a.lk"]],
  [
    "a file with another name",
    (disk) => disk.move("/p/src/a.lk", "/p/src/x.lk"),
    ["/p/src/a.lk", "/p/src/x.lk"],
  ],
  [
    "several files",
    (disk) => {
      disk.write("/p/src/a.lk", "x");
      disk.write("/p/src/deep/b.lk", "x");
    },
    ["/p/src/a.lk", "/p/src/deep/b.lk"],
  ],
  ["a file that was only asked for", (disk) => disk.remove("/p/lk.yaml"), ["/p/lk.yaml"]],
  ["a file that a link leads to", (disk) => disk.write("/shared/c.lk", "x"), ["/p/src/c.lk"]],
  [
    "a link that leads elsewhere",
    (disk) => {
      disk.write("/shared/x.lk", "x");
      disk.remove("/p/src/c.lk");
      disk.link("/p/src/c.lk", "/shared/x.lk");
    },
    ["/p/src/c.lk"],
  ],
  ["a folder that a link leads to", (disk) => disk.write("/elsewhere/d/d.lk", "x"), ["/p/src/d/d.lk"]],
])("%s brings a run", async (_, edit, changed) => {
  expect(await runs(edit)).toEqual([changed]);
});

test.each<[string, (disk: Disk) => void]>([
  ["the text that a file has already", (disk) => disk.writeByRename("/p/src/a.lk", "a")],
  [
    "a file that is changed and changed back in one go",
    (disk) => {
      disk.write("/p/src/a.lk", "");
      disk.write("/p/src/a.lk", "a");
    },
  ],
  [
    "what editors leave beside a file",
    (disk) => {
      disk.write("/p/src/.a.lk.swp", "x");
      disk.write("/p/src/a.lk~", "x");
      disk.write("/p/src/#a.lk#", "x");
    },
  ],
  ["a file that nobody asked for", (disk) => disk.write("/p/notes.txt", "x")],
  ["another folder at the top", (disk) => disk.write("/tmp/x/lk.yaml", "x")],
])("%s brings none", async (_, edit) => {
  expect(await runs(edit)).toEqual([]);
});

/** After a first step that takes something away or moves it, a later edit there is noticed. */
test.each<[string, (disk: Disk) => void, (disk: Disk) => void]>([
  [
    "a folder that was made anew",
    (disk) => {
      disk.remove("/p/src");
      disk.write("/p/src/a.lk", "a");
    },
    (disk) => disk.write("/p/src/a.lk", "x"),
  ],
  ["a folder that was away for a while", (disk) => disk.move("/p", "/q"), (disk) => disk.move("/q", "/p")],
  [
    "a folder that comes after it was gone",
    (disk) => disk.remove("/p"),
    (disk) => disk.write("/p/src/x.lk", "x"),
  ],
  [
    "a folder that comes empty",
    (disk) => {
      disk.remove("/p");
      disk.folder("/p");
    },
    (disk) => disk.write("/p/lk.yaml", "name: p\n"),
  ],
  [
    "a folder in a new folder",
    (disk) => disk.write("/p/src/x/y/z.lk", "z"),
    (disk) => disk.write("/p/src/x/y/z.lk", "x"),
  ],
  [
    "a link that leads to another folder",
    (disk) => {
      disk.write("/elsewhere/e/d.lk", "d");
      disk.remove("/p/src/d");
      disk.link("/p/src/d", "/elsewhere/e");
    },
    (disk) => disk.write("/elsewhere/e/d.lk", "x"),
  ],
  [
    "a link that leads to another file of the same text",
    (disk) => {
      disk.write("/other/c.lk", "c");
      disk.remove("/p/src/c.lk");
      disk.link("/p/src/c.lk", "/other/c.lk");
    },
    (disk) => disk.write("/other/c.lk", "x"),
  ],
])("%s is still watched", async (_, first, second) => {
  const changes = await runs(async (disk, world) => {
    first(disk);
    await world.settle();
    second(disk);
  });
  expect(changes).toHaveLength(2);
});

test("changes while the work is under way bring another run", async () => {
  const disk = new Disk();
  disk.write("/p/src/a.lk", "a");
  disk.deliver();
  const world = new VirtualWorld(disk);
  let count = 0;
  void watch(disk, world, async (files) => {
    reading(files);
    if (count++ === 0) {
      disk.write("/p/src/a.lk", "x");
      disk.deliver();
      world.pass(10_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return () => {};
  });
  await world.idle();
  expect(count).toBe(2);
});

test("more changes than can be told one by one are all found", async () => {
  const changes = await runs((disk) => {
    disk.write("/p/src/deep/b.lk", "x");
    // Of so many, some are lost.
    disk.deliver(() => []);
    for (let at = 0; at < 2_000; at++) disk.write(`/p/src/x${at}`, "");
    for (let at = 0; at < 2_000; at++) disk.remove(`/p/src/x${at}`);
  });
  expect(changes).toEqual([["/p/src/deep/b.lk"]]);
});

test("whoever is told a result can end the watching", async () => {
  const world = new VirtualWorld(new Disk());
  expect(await watch(world.disk, world, () => Promise.resolve(() => world.end(7)))).toBe(7);
});

test("nothing stays watched", async () => {
  const disk = new Disk();
  disk.write("/p/src/a.lk", "a");
  let open = 0;
  class Counting extends VirtualWorld {
    override watchFolder(folder: string, onChange: (name: string | undefined) => void) {
      const watched = super.watchFolder(folder, onChange);
      if (!watched) return undefined;
      open++;
      return {
        close: () => {
          open--;
          watched.close();
        },
      };
    }
  }
  const world = new Counting(disk);
  const code = watch(disk, world, (files) => Promise.resolve(reading(files)));
  await world.idle();
  // The folder, and those above it.
  expect(open).toBe(3);
  disk.remove("/p/src");
  await world.settle();
  expect(open).toBe(2);
  world.end(0);
  await code;
  expect(open).toBe(0);
});

test("a limit of the system ends it, and closes what was open", async () => {
  const disk = new Disk();
  disk.write("/p/src/a.lk", "a");
  let open = 0;
  class Limited extends VirtualWorld {
    override watchFolder() {
      if (open === 2) throw new WatchLimit("watches");
      open++;
      return { close: () => open-- };
    }
  }
  const work = (files: FileSystem) => Promise.resolve(reading(files));
  await expect(watch(disk, new Limited(disk), work)).rejects.toThrow(WatchLimit);
  expect(open).toBe(0);
});
