import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What stands to the right of a rule. */
export type Production =
  | { readonly kind: "sequence"; readonly items: readonly Production[] }
  | { readonly kind: "choice"; readonly options: readonly Production[] }
  | { readonly kind: "repeat"; readonly item: Production }
  | { readonly kind: "option"; readonly item: Production }
  | { readonly kind: "macro"; readonly name: "some" | "list" | "lines"; readonly item: Production }
  | { readonly kind: "rule"; readonly name: string }
  | { readonly kind: "terminal"; readonly text: string };

export type Grammar = ReadonlyMap<string, Production>;

/** Reads the rules of `grammar/lk.ebnf` up to its tokens. */
export function readGrammar(): Grammar {
  const text = readFileSync(join(__dirname, "../../grammar/lk.ebnf"), "utf8");
  const [syntax] = text.split("(* -- Tokens");
  const rules = new Map<string, Production>();
  const tokens = syntax!
    .replace(/\(\*[\s\S]*?\*\)/g, " ")
    .match(/"[^"]*"|'[^']*'|[A-Za-z]+(?: [A-Za-z]+)*|[=|,;(){}[\]]/g)!;
  let at = 0;
  const take = (expected?: string): string => {
    const token = tokens[at++]!;
    if (expected !== undefined && token !== expected) throw new Error(`expected ${expected}, found ${token}`);
    return token;
  };
  const choice = (): Production => {
    const options = [sequence()];
    while (tokens[at] === "|") {
      take();
      options.push(sequence());
    }
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  };
  const sequence = (): Production => {
    const items = [item()];
    while (tokens[at] === ",") {
      take();
      items.push(item());
    }
    return items.length === 1 ? items[0]! : { kind: "sequence", items };
  };
  const within = (close: string): Production => {
    const inner = choice();
    take(close);
    return inner;
  };
  const item = (): Production => {
    const token = take();
    if (token === "(") return within(")");
    if (token === "[") return { kind: "option", item: within("]") };
    if (token === "{") return { kind: "repeat", item: within("}") };
    if (/^["']/.test(token)) return { kind: "terminal", text: token.slice(1, -1) };
    if (token === "some" || token === "list" || token === "lines") {
      take("(");
      return { kind: "macro", name: token, item: within(")") };
    }
    return { kind: "rule", name: token };
  };
  while (at < tokens.length) {
    const name = take();
    take("=");
    rules.set(name, choice());
    take(";");
  }
  return rules;
}

/** Random numbers below a bound, from a seed (a linear congruential generator). */
export function chance(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const words = ["a", "b", "value", "type", "node", "test", "as", "import", "x_1", "_unused"];
const leaves = new Map<string, (below: (n: number) => number) => string>(
  Object.entries({
    lower: (below: (n: number) => number) => words[below(words.length)]!,
    Upper: (below: (n: number) => number) => ["A", "Some", "Line"][below(3)]!,
    INT: (below: (n: number) => number) => ["0", "42", "1_000", "0xff", "0b10"][below(5)]!,
    FLOAT: (below: (n: number) => number) => ["1.5", "1e-9", "2.0e+3"][below(3)]!,
    DURATION: (below: (n: number) => number) => ["200ms", "10s", "5m", "2h"][below(4)]!,
    "PLAIN STRING": (below: (n: number) => number) => ['""', '"text"', '"\\n\\u{e9}$"'][below(3)]!,
    CHARACTERS: (below: (n: number) => number) => ["text", "\\n", "{ } $"][below(3)]!,
    NL: () => "\n",
  }),
);

/** Writes programs that the grammar allows. */
export class Writer {
  /** Alternatives that were taken, by rule. */
  readonly taken = new Set<Production>();
  private readonly heights = new Map<Production, number>();
  private readonly grammar: Grammar;
  private readonly below: (n: number) => number;
  private tokens: string[] = [];

  constructor(grammar: Grammar, below: (n: number) => number) {
    this.grammar = grammar;
    this.below = below;
    this.measure();
  }

  /** @param depth of rules within rules, after which only the shortest ways on are taken */
  write(rule: string, depth: number): string {
    this.tokens = [];
    this.emit({ kind: "rule", name: rule }, depth);
    let text = "";
    for (const token of this.tokens) {
      if (token === "\n") text = `${text.trimEnd()}\n  `;
      else text += token;
      // A `-` that begins a line and has a blank behind it would go on with the line above.
      if (!(token === "-" && /\n *-$/.test(text)) && token !== "\n") text += " ";
    }
    return text.replace(/ *⏎ */g, "\n");
  }

  private emit(production: Production, depth: number): void {
    switch (production.kind) {
      case "terminal":
        this.tokens.push(production.text);
        return;
      case "rule":
        this.rule(production.name, depth);
        return;
      case "sequence":
        for (const item of production.items) this.emit(item, depth);
        return;
      case "choice":
        this.choose(production.options, depth);
        return;
      case "option":
        if (depth > 0 && this.below(2) === 0) this.emit(production.item, depth);
        return;
      case "repeat":
        for (let more = depth > 0 ? this.below(3) : 0; more > 0; more--) this.emit(production.item, depth);
        return;
      case "macro":
        this.macro(production, depth);
        return;
    }
  }

  private rule(name: string, depth: number): void {
    const leaf = leaves.get(name);
    if (leaf) this.tokens.push(leaf(this.below));
    else {
      if (name === "declaration" || name === "import") this.tokens.push("⏎");
      const production = this.grammar.get(name);
      if (!production) throw new Error(`the grammar has no rule ${name}`);
      // Within a string there are no line breaks, so what is in it is kept short.
      this.emit(production, name === "string" ? Math.min(depth, 1) : depth - 1);
    }
  }

  private choose(options: readonly Production[], depth: number): void {
    const least = Math.min(...options.map((option) => this.height(option)));
    const possible = depth > 0 ? options : options.filter((option) => this.height(option) === least);
    const option = possible[this.below(possible.length)]!;
    this.taken.add(option);
    this.emit(option, depth);
  }

  private macro({ name, item }: Production & { kind: "macro" }, depth: number): void {
    const count = (name === "list" ? 0 : 1) + (depth > 0 ? this.below(3) : 0);
    for (let index = 0; index < count; index++) {
      if (index > 0) this.tokens.push(name === "lines" && this.below(2) === 0 ? "\n" : ",");
      this.emit(item, depth);
    }
    if (count > 0 && this.below(4) === 0) this.tokens.push(",");
  }

  private height(production: Production): number {
    return this.heights.get(production) ?? Number.POSITIVE_INFINITY;
  }

  /** Least number of rules below each production, by a fixed point. */
  private measure(): void {
    for (let changed = true; changed; ) {
      changed = false;
      const visit = (production: Production): number => {
        const found = this.heightOf(production, visit);
        if (found < this.height(production)) {
          this.heights.set(production, found);
          changed = true;
        }
        return found;
      };
      for (const production of this.grammar.values()) visit(production);
    }
  }

  private heightOf(production: Production, visit: (inner: Production) => number): number {
    switch (production.kind) {
      case "terminal":
        return 0;
      case "rule": {
        const target = this.grammar.get(production.name);
        return target ? 1 + this.height(target) : 0;
      }
      case "sequence":
        return Math.max(...production.items.map(visit));
      case "choice":
        return Math.min(...production.options.map(visit));
      case "macro": {
        const inner = visit(production.item);
        return production.name === "list" ? 0 : inner;
      }
      default:
        visit(production.item);
        return 0;
    }
  }
}
