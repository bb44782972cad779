import { absolute, basename, dirname, type FileKind, FileProblem, type FileSystem } from "../../src/project";
import type { Watched, World } from "../../src/watch";

type Entry = File | Folder | Link;

class File {
  constructor(readonly bytes: Uint8Array) {}
}

/** Watches belong to the folder and not to its path, as those of inotify do. */
class Folder {
  readonly entries = new Map<string, Entry>();
  readonly listeners = new Set<(name: string | undefined) => void>();
}

class Link {
  constructor(readonly to: string) {}
}

/** Files in memory that change, and tell whoever watches their folders; what is told waits until `deliver`. */
export class Disk implements FileSystem {
  private readonly top = new Folder();
  private told: { readonly folder: Folder; readonly name: string }[] = [];

  write(path: string, text: string): void {
    this.put(path, new File(new TextEncoder().encode(text)));
  }

  /** As many editors save: another file is written and takes the place. */
  writeByRename(path: string, text: string): void {
    const draft = `${dirname(path)}/4913`;
    this.write(draft, text);
    this.move(draft, path);
  }

  folder(path: string): void {
    this.put(path, new Folder());
  }

  link(path: string, to: string): void {
    this.put(path, new Link(to));
  }

  remove(path: string): void {
    const folder = this.at(dirname(path));
    if (!(folder instanceof Folder) || !folder.entries.delete(basename(path))) return;
    this.tell(folder, basename(path));
  }

  move(from: string, to: string): void {
    const folder = this.at(dirname(from)) as Folder;
    const entry = folder.entries.get(basename(from))!;
    this.remove(from);
    this.put(to, entry);
  }

  has(path: string): boolean {
    return this.at(path) !== undefined;
  }

  /** Tells what has happened, as far as there still is somebody to be told. */
  deliver(change: (name: string) => readonly (string | undefined)[] = (name) => [name]): void {
    const told = this.told;
    this.told = [];
    for (const { folder, name } of told)
      for (const each of change(name)) for (const listener of [...folder.listeners]) listener(each);
  }

  watchFolder(path: string, listener: (name: string | undefined) => void): Watched | undefined {
    const folder = this.at(path);
    if (!(folder instanceof Folder)) return undefined;
    folder.listeners.add(listener);
    return { close: () => folder.listeners.delete(listener) };
  }

  kind(path: string): FileKind {
    const entry = this.at(path);
    if (!entry) return "missing";
    return entry instanceof Folder ? "folder" : "file";
  }

  list(path: string): readonly string[] {
    const entry = this.at(path);
    if (entry instanceof Folder) return [...entry.entries.keys()].sort();
    throw new FileProblem(path, "no such file or folder");
  }

  read(path: string): Uint8Array {
    const entry = this.at(path);
    if (entry instanceof File) return entry.bytes;
    throw new FileProblem(path, entry ? "it is a folder" : "no such file or folder");
  }

  real(path: string): string {
    return this.follow(path)?.path ?? path;
  }

  private at(path: string): Entry | undefined {
    return this.follow(path)?.entry;
  }

  /** An entry and its path without links; undefined where a part is missing or links lead round. */
  private follow(path: string, links = 8): { readonly entry: Entry; readonly path: string } | undefined {
    let found: { readonly entry: Entry; readonly path: string } = { entry: this.top, path: "/" };
    for (const name of path.split("/").filter((part) => part !== "")) {
      if (!(found.entry instanceof Folder)) return undefined;
      const entry = found.entry.entries.get(name);
      const inner = absolute(found.path, name);
      const next =
        entry instanceof Link
          ? links > 0
            ? this.follow(absolute(found.path, entry.to), links - 1)
            : undefined
          : entry && { entry, path: inner };
      if (!next) return undefined;
      found = next;
    }
    return found;
  }

  private put(path: string, entry: Entry): void {
    if (path === "/") return;
    if (!this.has(dirname(path))) this.folder(dirname(path));
    const folder = this.at(dirname(path)) as Folder;
    const old = folder.entries.get(basename(path));
    const target = old instanceof Link ? this.follow(path)?.path : undefined;
    // Writing goes through a link.
    if (target !== undefined && entry instanceof File) this.put(target, entry);
    else {
      folder.entries.set(basename(path), entry);
      this.tell(folder, basename(path));
    }
  }

  private tell(folder: Folder, name: string): void {
    this.told.push({ folder, name });
  }
}

/** A world whose time passes only when it is told to. */
export class VirtualWorld implements World {
  readonly disk: Disk;
  private time = 0;
  private timers: { readonly at: number; readonly work: () => void }[] = [];
  private callback: ((code: number) => void) | undefined;

  constructor(disk: Disk) {
    this.disk = disk;
  }

  watchFolder(folder: string, onChange: (name: string | undefined) => void): Watched | undefined {
    return this.disk.watchFolder(folder, onChange);
  }

  now(): Date {
    return new Date(this.time);
  }

  after(milliseconds: number, work: () => void): () => void {
    const timer = { at: this.time + milliseconds, work };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }

  onEnd(callback: (code: number) => void): () => void {
    this.callback = callback;
    return () => {
      this.callback = undefined;
    };
  }

  /** Lets time pass. */
  pass(milliseconds: number): void {
    const until = this.time + milliseconds;
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.time = next.at;
      this.timers = this.timers.filter((one) => one !== next);
      next.work();
    }
    this.time = until;
  }

  /** Waits until the work of the watch is done and it waits for what comes next. */
  async idle(): Promise<void> {
    for (let turn = 0; turn < 1_000; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.callback) return;
    }
    throw new Error("the watch has ended, or its work does not");
  }

  /** Tells what has changed, lets it settle, and waits for the work that comes of it. */
  async settle(): Promise<void> {
    this.disk.deliver();
    this.pass(10_000);
    await this.idle();
  }

  end(code: number): void {
    this.callback!(code);
  }
}
