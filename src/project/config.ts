import { project as report } from "../diagnostics/catalogue/project.js";
import type { Diagnostic, Edit } from "../diagnostics/index.js";
import type { SourceText, Span } from "../text/index.js";
import { PROJECT_FILE } from "./fields.js";
import { absolute } from "./paths.js";
import { type Validated, validate } from "./validate.js";
import { readYaml } from "./yaml/read.js";
import { isEmpty } from "./yaml/tree.js";

/** What lk.yaml says, with its defaults filled in. */
export interface ProjectConfig {
  readonly name: string;
  readonly version: string;
  /** Folder of the modules, relative to the project. */
  readonly source: string;
  /** Path of the main module, `shop/main`. */
  readonly main: string;
  readonly python: {
    /** Folder of the Python modules, relative to the project. */
    readonly path: string;
    /** Whether lk.yaml names it: then it has to exist, and `lk check` looks up externals in it. */
    readonly named: boolean;
    readonly requirements: readonly string[];
  };
  readonly jaeger: string | undefined;
  /** Places of values, by their path (`python.path`), for messages that come later. */
  readonly spans: ReadonlyMap<string, Span>;
}

/**
 * Reads and validates lk.yaml. The config is there only if nothing is wrong with it.
 * @param name a name for the project, in the hint where it has none
 */
export function readConfig(
  source: SourceText,
  name = "shop",
): {
  readonly config: ProjectConfig | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const read = readYaml(source.text);
  if ("fault" in read) {
    const { fault, span, hint, fix, label } = read.fault;
    const labels = label ? [{ source, ...label }] : [];
    const diagnostic = report("LK6001", source, span, { fault }, { labels, hint, fix });
    return { config: undefined, diagnostics: [diagnostic] };
  }
  const { root, second } = read;
  const diagnostics: Diagnostic[] = [];
  if (second) {
    const hint = "leave out what stands from here on, or put its keys into the first document";
    diagnostics.push(report("LK6010", source, second, {}, { hint }));
  }
  if (!root || isEmpty(root)) {
    // A file whose first document is empty has its keys in the second, and that it has one is told.
    if (!second) diagnostics.push(nothing(source, root?.span, name));
    return { config: undefined, diagnostics };
  }
  const validated = validate(root, source, name);
  diagnostics.push(...validated.diagnostics);
  const wrong = diagnostics.some(({ severity }) => severity === "error");
  return { config: wrong ? undefined : configOf(validated), diagnostics };
}

/** A file without a key: it lacks a name first of all. */
function nothing(source: SourceText, root: Span | undefined, name: string): Diagnostic {
  const entry = `name: ${name}\n`;
  const end = source.text.length;
  const line = end > 0 && !source.text.endsWith("\n") ? `\n${entry}` : entry;
  const written = root && root.end > root.start;
  const fix: Edit[] = written ? [{ span: root, text: entry }] : [{ span: { start: end, end }, text: line }];
  const why = PROJECT_FILE.required.name!;
  const start = written ? root : { start: 0, end: 0 };
  return report("LK6004", source, start, { key: "name", why }, { hint: `add \`name: ${name}\``, fix });
}

function configOf({ values, spans }: Validated): ProjectConfig {
  const text = (path: string, otherwise: string) => (values.get(path) as string | undefined) ?? otherwise;
  return {
    name: text("name", ""),
    version: text("version", "0.0.0"),
    source: trimmed(text("source", "src")),
    main: text("main", "main"),
    python: {
      path: trimmed(text("python.path", "python")),
      named: values.has("python.path"),
      requirements: (values.get("python.requirements") as readonly string[] | undefined) ?? [],
    },
    jaeger: values.get("jaeger") as string | undefined,
    spans,
  };
}

/** `./src/` is `src`. */
function trimmed(path: string): string {
  return absolute("/", path).slice(1) || ".";
}
