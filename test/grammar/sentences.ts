import type { Chance } from "../harness/chance";
import type { Production, Rules } from "./ebnf";
import { heights } from "./heights";
import { type Piece, print } from "./print";

const words = [
  "a",
  "b",
  "value",
  "type",
  "node",
  "test",
  "as",
  "import",
  "const",
  "pipeline",
  "x_1",
  "_unused",
];
const capitals = ["A", "Some", "Line"];
/** What is under test are the rules over tokens; `tokens.test.ts` has those over characters. */
const leaves = new Map<string, readonly string[]>(
  Object.entries({
    lower: words,
    Upper: capitals,
    INT: ["0", "42", "1_000", "0xff", "0b10"],
    FLOAT: ["1.5", "1e-9", "2.0e+3"],
    DURATION: ["200ms", "10s", "5m", "2h"],
    "PLAIN STRING": ['""', '"text"', '"\\n\\u{e9}$"', '"// {"'],
    CHARACTERS: ["text", "\\n", "{ } $", "fn"],
  }),
);

/**
 * Writes programs that the grammar allows, and that obey what its notes say besides. Line breaks and comments stand
 * wherever they may.
 */
export class Sentences {
  /** Alternatives, and things that may be left out, that were taken. */
  readonly taken = new Set<Production>();
  private readonly heights: (production: Production) => number;
  private readonly rules: Rules;
  private readonly below: Chance;
  private pieces: Piece[] = [];
  private texts = 0;
  private fresh = 0;
  /** Which alternatives the next choice has, where what stands around it says. */
  private only: ((option: Production) => boolean) | undefined;
  private endsInLet = false;
  /** Does the operand that was written last begin with `attempt`? */
  private attempted = false;

  constructor(rules: Rules, below: Chance) {
    this.rules = rules;
    this.below = below;
    this.heights = heights(rules);
  }

  /** @param depth of rules within rules, after which only the shortest ways on are taken */
  write(rule: string, depth: number): string {
    this.pieces = [];
    this.rule(rule, depth);
    return print(this.pieces, this.below);
  }

  private push(text: string): void {
    this.pieces.push({ text, withinText: this.texts > 0 });
  }

  private emit(production: Production, depth: number): void {
    switch (production.kind) {
      case "terminal":
        this.push(production.text);
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
        if (depth > 0 && this.below(2) === 0) {
          this.taken.add(production.item);
          this.emit(production.item, depth);
        }
        return;
      case "repeat":
        this.repeat(production.item, depth);
        return;
      case "macro":
        this.macro(production, depth);
        return;
      default:
        throw new Error(`no rule over tokens has ${production.kind}`);
    }
  }

  private rule(name: string, depth: number): void {
    const leaf = leaves.get(name);
    if (leaf) this.push(leaf[this.below(leaf.length)]!);
    else if (name === "NL" || name === "no NL" || name === "first column") this.pieces.push({ mark: name });
    else {
      const production = this.rules.get(name);
      if (!production) throw new Error(`the grammar has no rule ${name}`);
      const start = this.pieces.length;
      if (name === "declaration" || name === "import") this.pieces.push({ mark: "first column" });
      if (name === "string") this.texts++;
      // A block on one line has one statement, and does not end in a `let`.
      if (name === "statement" && this.texts > 0) this.only = (option) => option.kind === "rule";
      // Within a string there are no line breaks, so what is in it is kept short.
      this.emit(production, name === "string" ? Math.min(depth, 1) : depth - 1);
      if (name === "string") this.texts--;
      this.finish(name, start);
    }
  }

  /** What the grammar's notes demand of what was written for a rule. */
  private finish(name: string, start: number): void {
    const first = this.textAt(start);
    if (name === "statement") this.endsInLet = first === "let";
    else if (name === "block") {
      if (this.endsInLet && this.pieces.length > start + 2) {
        this.pieces.splice(-1, 0, { mark: "NL" }, { text: "()", withinText: this.texts > 0 });
      }
      this.endsInLet = false;
    } else if (name === "operand") this.attempted = first === "attempt";
    else if (
      name === "arguments" &&
      this.pieces.length === start + 3 &&
      /^[A-Z]/.test(this.textAt(start - 1))
    ) {
      this.pieces.splice(-1, 0, { text: "a", withinText: this.texts > 0 });
    }
  }

  private textAt(index: number): string {
    return this.pieces[index]?.text ?? "";
  }

  private choose(options: readonly Production[], depth: number): void {
    const { only } = this;
    this.only = undefined;
    const allowed = only ? options.filter(only) : options;
    const least = Math.min(...allowed.map(this.heights));
    const possible = depth > 0 ? allowed : allowed.filter((option) => this.heights(option) === least);
    const option = possible[this.below(possible.length)]!;
    this.taken.add(option);
    this.emit(option, depth);
  }

  private repeat(item: Production, depth: number): void {
    if (this.texts > 0 && breaks(item)) return;
    for (let more = depth > 0 ? this.below(3) : 0; more > 0; more--) {
      if (this.attempted && endsIn(item, "operand", "product")) return;
      this.taken.add(item);
      this.emit(item, depth);
    }
  }

  private macro({ name, item }: Production & { kind: "macro" }, depth: number): void {
    const count = (name === "list" ? 0 : 1) + (depth > 0 ? this.below(3) : 0);
    const names = new Set<string>();
    let update = false;
    for (let index = 0; index < count; index++) {
      if (index > 0) {
        if (name === "lines" && this.texts === 0 && this.below(2) === 0) this.pieces.push({ mark: "NL" });
        else this.push(",");
      }
      const start = this.pieces.length;
      const argument = item.kind === "rule" && item.name === "argument";
      const last = index === count - 1;
      this.only = (option) =>
        (update && argument ? isLabelled(option) : true) &&
        (spreads(option) ? (argument ? index === 0 : last) : true);
      this.emit(item, depth);
      this.only = undefined;
      update ||= argument && this.textAt(start) === "..";
      this.distinguish(start, names);
    }
    if (count > 0 && this.below(4) === 0) this.push(",");
  }

  /** Makes the name that an entry begins with one that no entry before it has. */
  private distinguish(start: number, names: Set<string>): void {
    const piece = this.pieces[start];
    if (piece?.text === undefined || !words.includes(piece.text)) return;
    if (names.has(piece.text)) this.pieces[start] = { ...piece, text: `n${this.fresh++}` };
    names.add(piece.text);
  }
}

function breaks(item: Production): boolean {
  return item.kind === "sequence" && item.items[0]!.kind === "rule" && item.items[0]!.name === "NL";
}

function endsIn(item: Production, ...rules: readonly string[]): boolean {
  const last = item.kind === "sequence" ? item.items.at(-1)! : item;
  return last.kind === "rule" && rules.includes(last.name);
}

function spreads(option: Production): boolean {
  if (option.kind === "rule") return option.name === "rest";
  const first = option.kind === "sequence" ? option.items[0]! : option;
  return first.kind === "terminal" && first.text === "..";
}

function isLabelled(option: Production): boolean {
  const second = option.kind === "sequence" ? option.items[1] : undefined;
  return second?.kind === "terminal" && second.text === ":";
}
