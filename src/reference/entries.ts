import { type Declaration, parse } from "../syntax/index.js";
import { SourceText } from "../text/index.js";

/** A function, constant or type of a module, as a reader needs it. */
export interface ReferenceEntry {
  readonly kind: "fn" | "const" | "type";
  readonly name: string;
  /** How the declaration is written, without attributes and body. */
  readonly signature: string;
  /** Markdown. */
  readonly about: string;
  /** Expressions that are true, one a line. */
  readonly examples: readonly string[];
}

export interface ModuleReference {
  /** Markdown of the module's own comment. */
  readonly about: string;
  /** In the order of the source. */
  readonly entries: readonly ReferenceEntry[];
}

/**
 * What the comments of a module say.
 *
 * @param name the module, for messages
 * @param text its source
 * @throws Error if a declaration or the module has no comment
 */
export function entriesOf(name: string, text: string): ModuleReference {
  const source = new SourceText(`${name}.lk`, text);
  const { module } = parse(source);
  if (!module.doc) throw new Error(`the module ${name} has no comment`);
  const entries = module.declarations.map((declaration) => entry(source, name, declaration));
  return { about: module.doc, entries: entries.filter((each) => each !== undefined) };
}

function entry(source: SourceText, module: string, declaration: Declaration): ReferenceEntry | undefined {
  const { kind, doc } = declaration;
  if (kind === "test" || declaration.name.text.startsWith("_")) return undefined;
  const name = declaration.name.text;
  if (kind !== "fn" && kind !== "const" && kind !== "type")
    throw new Error(`${module}.${name} is a ${kind}, of which the library has none`);
  if (!doc) throw new Error(`${module}.${name} has no comment`);
  const lines = doc.split("\n");
  const examples = lines.filter((line) => line.startsWith(INDENT)).map((line) => line.slice(INDENT.length));
  const about = lines.filter((line) => !line.startsWith(INDENT)).join("\n");
  return { kind, name, signature: signature(source, declaration), about: about.trim(), examples };
}

/** How far the lines of an example stand in from the text of a comment. */
const INDENT = "    ";

function signature({ text }: SourceText, declaration: Declaration): string {
  const { span } = declaration;
  const end = endOfSignature(declaration) ?? span.end;
  return text.slice(span.start, end).trimEnd();
}

/** Where a body begins that is nobody's business: of a function, and of a constant whose type is written. */
function endOfSignature(declaration: Declaration): number | undefined {
  if (declaration.kind === "fn") return declaration.body?.span.start;
  if (declaration.kind === "const") return declaration.annotation?.span.end;
  return undefined;
}
