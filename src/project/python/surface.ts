import { type Line, scan, type Token } from "./scan.js";

/** How a Python function may be called. */
export interface Signature {
  /** Positional parameters without a default. */
  readonly required: number;
  /** Positional parameters in all; Infinity with `*args`. */
  readonly most: number;
  /** Keyword-only parameters without a default. */
  readonly keywords: readonly string[];
}

/** What a name of a module's top level is, as far as reading tells. */
export type Binding =
  | {
      readonly kind: "function";
      readonly signature: Signature;
      readonly form: "plain" | "coroutine";
      readonly decorated: boolean;
    }
  | { readonly kind: "class" }
  /** `from module import name`; `level` counts the leading dots. */
  | { readonly kind: "import"; readonly module: string; readonly level: number; readonly name: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** The names that a Python module defines, and what it imports. */
export interface Surface {
  readonly bindings: ReadonlyMap<string, Binding>;
  /** Why a name that is not among them may still exist. */
  readonly open: string | undefined;
  /** Modules that it imports: `a.b`, with leading dots where relative. */
  readonly imports: readonly string[];
}

/** Decorators that leave a function's parameters as they are. */
const TRANSPARENT = new Set([
  "cache",
  "lru_cache",
  "wraps",
  "staticmethod",
  "final",
  "override",
  "deprecated",
  "no_type_check",
]);
const BLOCKS = new Set([
  "if",
  "elif",
  "else",
  "try",
  "except",
  "finally",
  "with",
  "for",
  "while",
  "match",
  "case",
]);

/** Reads a module's top level. Nothing is run. */
export function surface(source: string): Surface {
  const { lines, whole } = scan(source);
  const reader = new Reader();
  for (const line of lines) reader.line(line);
  const open = whole ? reader.open : "the file has a string or bracket that does not close";
  return { bindings: reader.bindings, open, imports: reader.imports };
}

class Reader {
  readonly bindings = new Map<string, Binding>();
  readonly imports: string[] = [];
  open: string | undefined;
  private decorators: string[] = [];
  /** Indentation of the `def` or `class` whose body is being passed over. */
  private hidden = Number.POSITIVE_INFINITY;

  line({ indent, tokens }: Line): void {
    this.importsOf(tokens);
    if (indent > this.hidden) return;
    this.hidden = Number.POSITIVE_INFINITY;
    const words = tokens.map((token) => token.text);
    const coroutine = words[0] === "async" && words[1] === "def";
    const at = coroutine ? 1 : 0;
    switch (words[at]) {
      case "@":
        this.decorators.push(decoratorName(tokens));
        return;
      case "def":
        this.define(tokens.slice(at), coroutine);
        break;
      case "class":
        this.bind(words[1], { kind: "class" });
        break;
      case "import":
      case "from":
        this.importLine(tokens);
        break;
      default:
        this.assignment(tokens);
    }
    if (words[at] === "def" || words[at] === "class") this.hidden = indent;
    this.decorators = [];
  }

  private define(tokens: readonly Token[], coroutine: boolean): void {
    const name = tokens[1]?.text;
    const decorated = this.decorators.some((decorator) => !TRANSPARENT.has(decorator));
    this.bind(name, {
      kind: "function",
      signature: signature(tokens),
      form: coroutine ? "coroutine" : "plain",
      decorated,
    });
    if (name === "__getattr__") this.open = "the module has a `__getattr__`";
  }

  private bind(name: string | undefined, binding: Binding): void {
    if (name !== undefined) this.bindings.set(name, binding);
  }

  private importLine(tokens: readonly Token[]): void {
    if (tokens[0]!.text === "import") {
      for (const part of split(tokens.slice(1))) {
        const as = part.findIndex((token) => token.text === "as");
        this.bind(as < 0 ? part[0]?.text : part[as + 1]?.text, { kind: "unknown", reason: "it is a module" });
      }
      return;
    }
    const imported = tokens.findIndex((token) => token.text === "import");
    if (imported < 0) return;
    const path = tokens
      .slice(1, imported)
      .map((token) => token.text)
      .join("");
    const level = /^\.*/.exec(path)![0].length;
    for (const part of split(tokens.slice(imported + 1).filter(({ text }) => text !== "(" && text !== ")"))) {
      const [name, as, alias] = part.map((token) => token.text);
      if (name === "*") this.open = `the module imports everything of \`${path}\``;
      else if (name !== undefined)
        this.bind(as === "as" ? alias : name, { kind: "import", module: path.slice(level), level, name });
    }
  }

  /** Any other statement: the names before `=`, and all of `for`, `with` and the like, are bound to something. */
  private assignment(tokens: readonly Token[]): void {
    if (tokens.some(({ text }) => text === "globals" || text === "exec" || text === "setattr"))
      this.open = "the module makes names while it runs";
    let depth = 0;
    let pending: string[] = [];
    const unknown = (names: readonly string[]) => {
      for (const name of names)
        this.bind(name, { kind: "unknown", reason: "it is assigned, not defined by `def`" });
    };
    for (const { kind, text } of tokens) {
      if ("([{".includes(text)) depth++;
      else if (")]}".includes(text)) depth--;
      else if (depth === 0 && text === "=") {
        unknown(pending);
        pending = [];
      } else if (depth === 0 && kind === "name") pending.push(text);
    }
    if (BLOCKS.has(tokens[0]!.text) && tokens[0]!.text !== "if")
      unknown(pending.filter((name) => !BLOCKS.has(name)));
  }

  /** Every import, within functions too: what the module needs beside it. */
  private importsOf(tokens: readonly Token[]): void {
    const start = tokens.findIndex(
      ({ text }, index) =>
        (text === "import" || text === "from") && (index === 0 || tokens[index - 1]?.text === ":"),
    );
    if (start < 0) return;
    const rest = tokens.slice(start + 1);
    if (tokens[start]!.text === "import") {
      for (const part of split(rest)) this.imports.push(dotted(part));
      return;
    }
    const imported = rest.findIndex(({ text }) => text === "import");
    if (imported < 0) return;
    const path = rest
      .slice(0, imported)
      .map(({ text }) => text)
      .join("");
    this.imports.push(path);
    // `from package import module` may name a module.
    for (const part of split(rest.slice(imported + 1).filter(({ text }) => text !== "(" && text !== ")"))) {
      if (part[0]?.kind === "name")
        this.imports.push(path.endsWith(".") ? path + part[0].text : `${path}.${part[0].text}`);
    }
  }
}

function dotted(tokens: readonly Token[]): string {
  const as = tokens.findIndex(({ text }) => text === "as");
  return (as < 0 ? tokens : tokens.slice(0, as)).map(({ text }) => text).join("");
}

/** Last name of `@functools.lru_cache(...)`. */
function decoratorName(tokens: readonly Token[]): string {
  const bracket = tokens.findIndex(({ text }) => text === "(");
  return (bracket < 0 ? tokens : tokens.slice(0, bracket)).at(-1)?.text ?? "";
}

/** Parts between commas that stand in no brackets; empty ones are left out. */
function split(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if ("([{".includes(token.text)) depth++;
    else if (")]}".includes(token.text)) depth--;
    if (token.text === "," && depth === 0) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** The parameters of `def name[…](…)`. */
function signature(tokens: readonly Token[]): Signature {
  const open = tokens.findIndex(({ text }) => text === "(");
  let depth = 0;
  let close = open;
  for (; close < tokens.length; close++) {
    const { text } = tokens[close]!;
    if ("([{".includes(text)) depth++;
    else if (")]}".includes(text) && --depth === 0) break;
  }
  let required = 0;
  let most = 0;
  let keywordOnly = false;
  const keywords: string[] = [];
  for (const part of split(tokens.slice(open + 1, close))) {
    const first = part[0]!;
    const optional = part.some(({ text }) => text === "=");
    if (first.text === "/" || first.text === "**") continue;
    if (first.text === "*") {
      if (part.length > 1) most = Number.POSITIVE_INFINITY;
      keywordOnly = true;
    } else if (keywordOnly) {
      if (!optional) keywords.push(first.text);
    } else {
      most++;
      if (!optional) required++;
    }
  }
  return { required, most, keywords };
}
