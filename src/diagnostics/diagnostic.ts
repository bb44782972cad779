import type { SourceText, Span } from "../text/index.js";

export type Severity = "error" | "warning";

/** A second place that belongs to a message: a definition, the annotation that set an expectation. */
export interface Label {
  readonly source: SourceText;
  readonly span: Span;
  readonly message: string;
}

/** Two types that differ, shown indented below the message. */
export interface Mismatch {
  readonly expected: string;
  readonly found: string;
}

/** Text in place of a span of the diagnostic's own file; an empty span inserts it. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  /** One plain sentence. */
  readonly message: string;
  readonly source: SourceText;
  readonly span: Span;
  readonly labels: readonly Label[];
  readonly types: Mismatch | undefined;
  /** A concrete fix. */
  readonly hint: string | undefined;
  /** What the hint says, as edits that do not overlap, for tools to apply; absent where it takes a decision. */
  readonly fix?: readonly Edit[] | undefined;
}
