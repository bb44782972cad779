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
  /** The visible names in the order in which they became so. */
  private readonly shown: string[] = [];
  /** What each name given was made of. */
  private readonly bases = new Map<string, string>();
  /** For a base, by what is asked of the name: the number that is tried next, since all before are in use. */
  private readonly next = new Map<string, Map<string, number>>();
  private readonly captured = new Set<string>();
  private readonly annotated = new Set<string>();

  constructor(private readonly top: ReadonlySet<string>) {}

  /** Names a local. */
  declare(id: number, name: string, type: string): string {
    const known = this.names.get(id);
    if (known !== undefined) {
      this.show(known);
      return known;
    }
    const given = this.fresh(name, type);
    this.names.set(id, given);
    return given;
  }

  /** A name for a value that has none in the source; `shared` where it may be one that a branch before has had. */
  fresh(name: string, type: string, shared = true): string {
    const base = taken.has(name) || this.top.has(name) ? `${name}_` : name;
    const numbers = this.next.get(base) ?? new Map<string, number>();
    const asked = shared ? type : `alone ${type}`;
    let number = numbers.get(asked) ?? 1;
    let free = numbered(base, number);
    while (!this.usable(free, type) || (!shared && this.types.has(free))) free = numbered(base, ++number);
    this.next.set(base, numbers.set(asked, number));
    this.bases.set(free, base);
    this.types.set(free, type);
    this.show(free);
    return free;
  }

  private show(name: string): void {
    if (this.visible.has(name)) return;
    this.visible.add(name);
    this.shown.push(name);
  }

  private hide(name: string): void {
    this.visible.delete(name);
    const base = this.bases.get(name);
    if (base !== undefined) this.next.delete(base);
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
    const before = this.shown.length;
    const result = make();
    for (const name of this.shown.splice(before)) this.hide(name);
    return result;
  }
}

/** `price`, `price_2`, …; of what ends in `_` already, `list_`, `list_2`, … */
function numbered(base: string, number: number): string {
  if (number === 1) return base;
  return `${base}${base.endsWith("_") ? "" : "_"}${number}`;
}
