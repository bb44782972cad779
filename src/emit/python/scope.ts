import { taken } from "./names.js";

/**
 * The names of the locals of one Python function, lambdas within included. A local keeps its name; one that Python, the library
 * or the top of the file has taken gets a `_` behind it, one that shadows another a number. Branches that exclude each other may
 * share a name where its type is the same and no lambda has captured it.
 */
export class Scope {
  private readonly names = new Map<number, string>();
  /** Types of the names given, as annotations. */
  private readonly types = new Map<string, string>();
  private readonly visible = new Set<string>();
  private readonly captured = new Set<string>();
  private readonly annotated = new Set<string>();

  constructor(private readonly top: ReadonlySet<string>) {}

  /** Names a local. */
  declare(id: number, name: string, type: string): string {
    const known = this.names.get(id);
    if (known !== undefined) {
      this.visible.add(known);
      return known;
    }
    const given = this.fresh(name, type);
    this.names.set(id, given);
    return given;
  }

  /** A name for a value that has none in the source; `shared` where it may be one that a branch before has had. */
  fresh(name: string, type: string, shared = true): string {
    const base = taken.has(name) || this.top.has(name) ? `${name}_` : name;
    let free = base;
    for (let number = 2; !this.usable(free, type) || (!shared && this.types.has(free)); number++)
      free = `${base}${base.endsWith("_") ? "" : "_"}${number}`;
    this.types.set(free, type);
    this.visible.add(free);
    return free;
  }

  private usable(name: string, type: string): boolean {
    if (this.visible.has(name) || this.top.has(name) || taken.has(name)) return false;
    const before = this.types.get(name);
    return before === undefined || (before === type && type !== "" && !this.captured.has(name));
  }

  /** Makes a local another name for what has a name already. */
  alias(id: number, name: string): void {
    this.names.set(id, name);
  }

  get(id: number): string {
    const name = this.names.get(id);
    if (name === undefined) throw new Error(`local ${id} has no name`);
    return name;
  }

  /** The annotation of what a name was given for. */
  typeOf(name: string): string {
    return this.types.get(name) ?? "";
  }

  /** Whether it is the name of a local. */
  knows(name: string): boolean {
    return this.types.has(name);
  }

  /** A lambda refers to it, so that it must not be given again. */
  capture(name: string): void {
    this.captured.add(name);
  }

  /** Whether a name still lacks the annotation of its first assignment. */
  annotate(name: string): boolean {
    if (this.annotated.has(name)) return false;
    this.annotated.add(name);
    return true;
  }

  /** Runs `make`; the names that it gives are free again afterwards. */
  inside<Result>(make: () => Result): Result {
    const before = new Set(this.visible);
    const result = make();
    for (const name of this.visible) if (!before.has(name)) this.visible.delete(name);
    return result;
  }
}
