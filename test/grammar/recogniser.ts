import { expand, type Production, type Rules } from "./ebnf";

/** What a recogniser reads: tokens or characters. */
export interface Input {
  readonly length: number;
  /** Where a literal that begins at a position ends. */
  terminal(text: string, at: number): number | undefined;
  /** Where what has no rule ends; it may take nothing. */
  leaf(name: string, at: number): number | undefined;
  /** Where what is described in words ends. */
  special(text: string, at: number): number | undefined;
}

/**
 * Says whether an input is a sentence, by following every alternative and remembering where each production that begins
 * at a position can end (a packrat recogniser with all results in place of the first; the grammar has no left recursion).
 */
export class Recogniser {
  private readonly found = new Map<Production, Map<number, ReadonlySet<number>>>();
  private readonly expanded = new Map<Production, Production>();
  private readonly rules: Rules;
  private readonly input: Input;

  constructor(rules: Rules, input: Input) {
    this.rules = rules;
    this.input = input;
  }

  accepts(rule: string): boolean {
    return this.ends({ kind: "rule", name: rule }, 0).has(this.input.length);
  }

  private ends(production: Production, at: number): ReadonlySet<number> {
    const known = this.found.get(production) ?? new Map<number, ReadonlySet<number>>();
    this.found.set(production, known);
    const ends = known.get(at) ?? this.follow(production, at);
    known.set(at, ends);
    return ends;
  }

  private follow(production: Production, at: number): ReadonlySet<number> {
    switch (production.kind) {
      case "terminal":
        return one(this.input.terminal(production.text, at));
      case "special":
        return one(this.input.special(production.text, at));
      case "rule": {
        const rule = this.rules.get(production.name);
        return rule ? this.ends(rule, at) : one(this.input.leaf(production.name, at));
      }
      case "sequence":
        return production.items.reduce<ReadonlySet<number>>(
          (starts, item) => this.each(item, starts),
          new Set([at]),
        );
      case "choice":
        return new Set(production.options.flatMap((option) => [...this.ends(option, at)]));
      case "option":
        return new Set([at, ...this.ends(production.item, at)]);
      case "repeat":
        return this.repeated(production.item, at);
      case "except": {
        const not = this.ends(production.not, at);
        return new Set([...this.ends(production.item, at)].filter((end) => !not.has(end)));
      }
      case "macro":
        return this.ends(this.written(production), at);
    }
  }

  /** A shorthand written out, each once, so that what is found of it is remembered. */
  private written(macro: Production & { kind: "macro" }): Production {
    const production = this.expanded.get(macro) ?? expand(macro);
    this.expanded.set(macro, production);
    return production;
  }

  private each(item: Production, starts: ReadonlySet<number>): ReadonlySet<number> {
    return new Set([...starts].flatMap((start) => [...this.ends(item, start)]));
  }

  private repeated(item: Production, at: number): ReadonlySet<number> {
    const all = new Set([at]);
    // A set is walked in the order of insertion, what is added on the way included.
    for (const start of all) for (const end of this.ends(item, start)) all.add(end);
    return all;
  }
}

function one(end: number | undefined): ReadonlySet<number> {
  return new Set(end === undefined ? [] : [end]);
}
