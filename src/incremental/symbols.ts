import type { ModuleNames } from "../names/index.js";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Keeps the symbols of a module whose interface has not changed, since what others are made of refers to them. Places, lines and
 * documentation are none of its interface, and become those of the new version.
 * @returns `old`
 */
export function keepSymbols(old: ModuleNames, made: ModuleNames): ModuleNames {
  for (const [name, symbol] of old.values) move(symbol, made.values.get(name)!);
  for (const [name, symbol] of old.types) {
    const other = made.types.get(name)!;
    const { place, doc, line } = other;
    Object.assign(symbol as Mutable<typeof symbol>, { place, doc, line });
    for (const [at, one] of symbol.constructors.entries()) {
      const constructor_ = other.constructors[at]!;
      move(one, constructor_);
      (one as Mutable<typeof one>).doc = constructor_.doc;
      for (const [index, field] of one.fields.entries()) {
        const { span, doc } = constructor_.fields[index]!;
        Object.assign(field as Mutable<typeof field>, { span, doc });
      }
    }
  }
  return old;
}

function move<Symbol extends { readonly place: unknown }>(symbol: Symbol, other: Symbol): void {
  (symbol as Mutable<Symbol>).place = other.place;
}
