/** What stands to the right of a rule. */
export type Production =
  | { readonly kind: "sequence"; readonly items: readonly Production[] }
  | { readonly kind: "choice"; readonly options: readonly Production[] }
  | { readonly kind: "repeat"; readonly item: Production }
  | { readonly kind: "option"; readonly item: Production }
  | { readonly kind: "except"; readonly item: Production; readonly not: Production }
  | { readonly kind: "macro"; readonly name: Macro; readonly item: Production }
  | { readonly kind: "rule"; readonly name: string }
  | { readonly kind: "terminal"; readonly text: string }
  /** `? words ?`, described rather than spelt. */
  | { readonly kind: "special"; readonly text: string };

type Macro = "some" | "list" | "lines";

export type Rules = ReadonlyMap<string, Production>;

export interface Grammar {
  /** Rules over tokens. */
  readonly syntax: Rules;
  /** Rules over characters: what the tokens look like. */
  readonly tokens: Rules;
}

const pattern = /"[^"]*"|'[^']*'|\?[^?]*\?|[A-Za-z]+(?: [A-Za-z]+)*|[=|,;(){}[\]-]/g;

/** Reads the text of a grammar such as `lk.ebnf`. */
export function parseGrammar(text: string): Grammar {
  const [syntax, tokens] = text.split("(* -- Tokens");
  return { syntax: new Reader(syntax!).rules(), tokens: new Reader(`(*${tokens}`).rules() };
}

/** Reads rules in the notation of ISO/IEC 14977, as far as the grammar uses it. */
class Reader {
  private readonly symbols: readonly string[];
  private at = 0;

  constructor(text: string) {
    const bare = text.replace(/\(\*[\s\S]*?\*\)/g, " ");
    const rest = bare.replace(pattern, "").trim();
    if (rest !== "") throw new Error(`cannot read ${rest}`);
    this.symbols = bare.match(pattern)!;
  }

  rules(): Rules {
    const rules = new Map<string, Production>();
    while (this.at < this.symbols.length) {
      const name = this.take();
      if (rules.has(name)) throw new Error(`two rules are called ${name}`);
      this.take("=");
      rules.set(name, this.choice());
      this.take(";");
    }
    return rules;
  }

  private take(expected?: string): string {
    const symbol = this.symbols[this.at++]!;
    if (expected !== undefined && symbol !== expected)
      throw new Error(`expected ${expected}, found ${symbol}`);
    return symbol;
  }

  private choice(): Production {
    const options = [this.sequence()];
    while (this.symbols[this.at] === "|") {
      this.take();
      options.push(this.sequence());
    }
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  }

  private sequence(): Production {
    const items = [this.term()];
    while (this.symbols[this.at] === ",") {
      this.take();
      items.push(this.term());
    }
    return items.length === 1 ? items[0]! : { kind: "sequence", items };
  }

  private term(): Production {
    const item = this.item();
    if (this.symbols[this.at] !== "-") return item;
    this.take();
    return { kind: "except", item, not: this.item() };
  }

  private within(close: string): Production {
    const inner = this.choice();
    this.take(close);
    return inner;
  }

  private item(): Production {
    const symbol = this.take();
    if (symbol === "(") return this.within(")");
    if (symbol === "[") return { kind: "option", item: this.within("]") };
    if (symbol === "{") return { kind: "repeat", item: this.within("}") };
    if (/^["']/.test(symbol)) return { kind: "terminal", text: symbol.slice(1, -1) };
    if (symbol.startsWith("?")) return { kind: "special", text: symbol.slice(1, -1).trim() };
    if (symbol === "some" || symbol === "list" || symbol === "lines") {
      this.take("(");
      return { kind: "macro", name: symbol, item: this.within(")") };
    }
    return { kind: "rule", name: symbol };
  }
}

/** A shorthand written out, as the grammar's notes say. */
export function expand({ name, item }: Production & { kind: "macro" }): Production {
  const comma: Production = { kind: "terminal", text: "," };
  const separator: Production =
    name === "lines" ? { kind: "choice", options: [comma, { kind: "rule", name: "NL" }] } : comma;
  const more: Production = { kind: "repeat", item: { kind: "sequence", items: [separator, item] } };
  const some: Production = { kind: "sequence", items: [item, more, { kind: "option", item: comma }] };
  return name === "list" ? { kind: "option", item: some } : some;
}

/** The productions within a production, itself among them. */
export function* within(production: Production): Generator<Production> {
  yield production;
  switch (production.kind) {
    case "sequence":
      for (const item of production.items) yield* within(item);
      return;
    case "choice":
      for (const option of production.options) yield* within(option);
      return;
    case "except":
      yield* within(production.item);
      yield* within(production.not);
      return;
    case "option":
    case "repeat":
    case "macro":
      yield* within(production.item);
  }
}
