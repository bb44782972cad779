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
}
