import type { Reachable } from "../names/index.js";

/** What `import` can name, remembering what a module asked of it. Most ask nothing: only hints of messages do. */
export class AskedReachable implements Reachable {
  private readonly reachable: Reachable;
  private readonly answers = new Map<string, string | undefined>();
  /** All names, where they were asked for. */
  private names: string | undefined;

  constructor(reachable: Reachable) {
    this.reachable = reachable;
  }

  get(name: string): string | undefined {
    const path = this.reachable.get(name);
    this.answers.set(name, path);
    return path;
  }

  keys(): Iterable<string> {
    this.names = [...this.reachable.keys()].join();
    return this.reachable.keys();
  }

  /** Whether all that was asked would be answered alike. */
  holds(reachable: Reachable): boolean {
    for (const [name, path] of this.answers) if (reachable.get(name) !== path) return false;
    return this.names === undefined || this.names === [...reachable.keys()].join();
  }
}
