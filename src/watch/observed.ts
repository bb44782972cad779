import { dirname, type FileKind, FileProblem, type FileSystem } from "../project/index.js";

/** What was answered about a path. */
interface Answers {
  readonly real: string;
  kind?: FileKind;
  list?: readonly string[] | FileProblem;
  bytes?: Uint8Array | FileProblem;
}

/**
 * Files that remember what was asked of them and what they answered, which is all that a check depends on. So it can be told whether the same
 * questions would be answered differently now, without knowing what a program is made of.
 */
export class Observed implements FileSystem {
  private readonly files: FileSystem;
  private readonly watch: (folder: string) => void;
  private readonly answers = new Map<string, Answers>();
  /** Paths that lead to a path by a link. */
  private readonly links = new Map<string, Set<string>>();
  /** The folders that something was asked about, and all above them. */
  private readonly folders = new Set<string>();

  /** @param watch is called before the first question whose answer changes with the entries of a folder */
  constructor(files: FileSystem, watch: (folder: string) => void) {
    this.files = files;
    this.watch = watch;
  }

  kind(path: string): FileKind {
    const answers = this.about(path);
    answers.kind = this.files.kind(path);
    return answers.kind;
  }

  real(path: string): string {
    return this.about(path).real;
  }

  list(path: string): readonly string[] {
    this.watch(path);
    const answers = this.about(path);
    answers.list = attempt(() => this.files.list(path));
    return given(answers.list);
  }

  read(path: string): Uint8Array {
    const answers = this.about(path);
    answers.bytes = attempt(() => this.files.read(path));
    return given(answers.bytes);
  }

  /** Whether a change at a path can change an answer. */
  concerns(path: string): boolean {
    return (
      this.answers.has(path) ||
      this.folders.has(path) ||
      this.links.has(path) ||
      this.answers.get(dirname(path))?.list !== undefined
    );
  }

  /** Paths about which something is answered differently now, of those that changes at `touched` can concern; sorted. */
  differing(touched: ReadonlySet<string>): readonly string[] {
    const found = new Set<string>();
    for (const path of touched) {
      if (this.listsOtherwise(path)) found.add(path);
      for (const asked of this.reachedBy(path)) if (this.differs(asked)) found.add(asked);
    }
    return [...found].sort();
  }

  /** What was asked at a path or below it, also by links. */
  private *reachedBy(path: string): Iterable<string> {
    yield path;
    yield* this.links.get(path) ?? [];
    if (!this.folders.has(path)) return;
    const inside = path === "/" ? path : `${path}/`;
    for (const asked of this.answers.keys()) if (asked.startsWith(inside)) yield asked;
    for (const [real, asked] of this.links) if (real.startsWith(inside)) yield* asked;
  }

  private differs(path: string): boolean {
    const answers = this.answers.get(path);
    if (!answers) return false;
    const { kind, real, bytes, list } = answers;
    if (kind !== undefined && this.files.kind(path) !== kind) return true;
    if (this.files.real(path) !== real) return true;
    if (
      bytes !== undefined &&
      !sameBytes(
        bytes,
        attempt(() => this.files.read(path)),
      )
    )
      return true;
    return list !== undefined && textOf(list) !== textOf(attempt(() => this.files.list(path)));
  }

  /** Whether an entry has come into a list that was asked for, or gone from it. */
  private listsOtherwise(path: string): boolean {
    const list = this.answers.get(dirname(path))?.list;
    if (!Array.isArray(list)) return false;
    const name = path.slice(path.lastIndexOf("/") + 1);
    return !isAside(name) && list.includes(name) !== (this.files.kind(path) !== "missing");
  }

  private about(path: string): Answers {
    const known = this.answers.get(path);
    if (known) return known;
    const folder = dirname(path);
    this.watch(folder);
    for (let at = folder; !this.folders.has(at); at = dirname(at)) this.folders.add(at);
    const real = this.files.real(path);
    if (real !== path) this.link(real, path);
    const answers: Answers = { real };
    this.answers.set(path, answers);
    return answers;
  }

  private link(real: string, path: string): void {
    const folder = dirname(real);
    this.watch(folder);
    for (let at = folder; !this.folders.has(at); at = dirname(at)) this.folders.add(at);
    const paths = this.links.get(real);
    if (paths) paths.add(path);
    else this.links.set(real, new Set([path]));
  }
}

/** Names that programs are not made of and that editors make and take away beside a file: hidden ones and backups. */
function isAside(name: string): boolean {
  return name.startsWith(".") || name.endsWith("~") || /^#.*#$/.test(name);
}

function attempt<T>(work: () => T): T | FileProblem {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileProblem) return error;
    throw error;
  }
}

function given<T>(answer: T | FileProblem): T {
  if (answer instanceof FileProblem) throw answer;
  return answer;
}

function sameBytes(one: Uint8Array | FileProblem, other: Uint8Array | FileProblem): boolean {
  if (one instanceof FileProblem || other instanceof FileProblem)
    return one instanceof FileProblem && other instanceof FileProblem && one.message === other.message;
  return Buffer.compare(one, other) === 0;
}

function textOf(list: readonly string[] | FileProblem): string {
  return list instanceof FileProblem ? list.message : list.filter((name) => !isAside(name)).join("\0");
}
