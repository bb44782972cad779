import type { SourceText, Span } from "../../text/index.js";
import type { Diagnostic } from "../diagnostic.js";
import { findEntry } from "../entries.js";
import { inOrder } from "../order.js";
import { entryMarkdown } from "./entry.js";
import { messageText, sentence } from "./message.js";

export interface SarifOptions {
  /** Of the compiler. */
  readonly version: string;
  /** Absolute path of the folder that relative paths of results begin at. */
  readonly root: string;
  /** A source's path relative to `root`; absolute where it lies outside. */
  readonly fileOf: (path: string) => string;
}

const BASE = "%SRCROOT%";

/**
 * Diagnostics as SARIF 2.1.0 (OASIS): one run, with the rules that occur. Columns are code points, `endColumn` is exclusive; labels are
 * related locations, edits are fixes.
 */
export function renderSarif(diagnostics: readonly Diagnostic[], options: SarifOptions): string {
  const results = inOrder(diagnostics);
  const codes = [...new Set(results.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "LambdaKube",
            semanticVersion: options.version,
            rules: codes.map(rule),
          },
        },
        columnKind: "unicodeCodePoints",
        originalUriBaseIds: { [BASE]: { uri: `${fileUri(options.root.replace(/\/+$/, ""))}/` } },
        invocations: [{ executionSuccessful: true }],
        results: results.map((diagnostic) => result(diagnostic, codes, options)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule(code: string) {
  const entry = findEntry(code);
  if (!entry) return { id: code };
  return {
    id: code,
    name: pascalCase(entry.title),
    shortDescription: { text: sentence(entry.title) },
    fullDescription: { text: entry.explanation },
    help: { text: entry.explanation, markdown: entryMarkdown(entry) },
    defaultConfiguration: { level: entry.severity },
  };
}

function result(diagnostic: Diagnostic, codes: readonly string[], options: SarifOptions) {
  const { code, severity, source, span, labels, fix, hint } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: messageText(diagnostic) },
    locations: [{ physicalLocation: location(source, span, options) }],
    ...(labels.length > 0 && {
      relatedLocations: labels.map((label, id) => ({
        id,
        physicalLocation: location(label.source, label.span, options),
        message: { text: sentence(label.message) },
      })),
    }),
    ...(fix && {
      fixes: [
        {
          ...(hint && { description: { text: sentence(hint) } }),
          artifactChanges: [
            {
              artifactLocation: artifact(source, options),
              replacements: fix.map((edit) => ({
                deletedRegion: region(source, edit.span),
                insertedContent: { text: edit.text },
              })),
            },
          ],
        },
      ],
    }),
  };
}

function location(source: SourceText, span: Span, options: SarifOptions) {
  return { artifactLocation: artifact(source, options), region: region(source, span) };
}

function artifact(source: SourceText, { fileOf }: SarifOptions) {
  const file = fileOf(source.path);
  return file.startsWith("/") ? { uri: fileUri(file) } : { uri: encoded(file), uriBaseId: BASE };
}

function region(source: SourceText, span: Span) {
  const start = source.position(span.start);
  const end = source.position(span.end);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function fileUri(path: string): string {
  return `file://${encoded(path)}`;
}

/** A path as a URI's (RFC 3986): each segment percent-encoded in UTF-8. */
function encoded(path: string): string {
  return path
    .split("/")
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd")))
    .join("/");
}

/** `unknown name` is `UnknownName`. */
function pascalCase(title: string): string {
  const words = title.match(/[A-Za-z0-9]+/g) ?? [];
  return words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
}
