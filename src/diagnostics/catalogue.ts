import type { SourceText, Span } from "../text/index.js";
import type { Diagnostic, Edit, Label, Mismatch, Severity } from "./diagnostic.js";

/** One kind of message, declared as data. `{name}` in `message` is a hole that the reporter fills. */
export interface Entry {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  /** Long form, Markdown, for `lk explain`. */
  readonly explanation: string;
  /** A small program that gets exactly this code, and the same one mended. */
  readonly example: string;
  readonly repair: string;
}

/** The names between braces of a message. */
export type Holes<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | Holes<Rest>
  : never;

type Filling<Text extends string> = { readonly [Hole in Holes<Text>]: string | number };

export interface Extras {
  readonly labels?: readonly Label[];
  readonly types?: Mismatch | undefined;
  readonly hint?: string | undefined;
  readonly fix?: readonly Edit[] | undefined;
}

/** Declares a phase's messages; the texts stay literal types, so that a wrong hole does not compile. */
export function catalogue<const Entries extends Record<`LK${number}`, Entry>>(entries: Entries): Entries {
  return entries;
}

/** The maker of a phase's diagnostics: a code and its holes are checked against the catalogue. */
export function reporter<Entries extends Record<string, Entry>>(entries: Entries) {
  return <Code extends keyof Entries & string>(
    code: Code,
    source: SourceText,
    span: Span,
    holes: Filling<Entries[Code]["message"]>,
    extras: Extras = {},
  ): Diagnostic => {
    const entry = entries[code] as Entry;
    const values = holes as Record<string, string | number>;
    return {
      code,
      severity: entry.severity,
      title: entry.title,
      message: entry.message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
      source,
      span,
      labels: extras.labels ?? [],
      types: extras.types,
      hint: extras.hint,
      ...(extras.fix && { fix: extras.fix }),
    };
  };
}

/** `did you mean`, in the one form that it has everywhere, with the edit that puts the near name in the place of the wrong one. */
export function suggestion(near: string | undefined, span: Span): Extras | undefined {
  return near === undefined ? undefined : { hint: didYouMean(near), fix: [{ span, text: near }] };
}

/** `did you mean` where the near name alone is no edit. */
export function didYouMean(near: string): string {
  return `did you mean \`${near}\`?`;
}
