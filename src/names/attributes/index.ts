import { didYouMean } from "../../diagnostics/index.js";
import type { Attribute, Declaration, FunctionDeclaration } from "../../syntax/ast.js";
import { similar } from "../../text/index.js";
import type { External, FunctionAttributes } from "../../types/typed.js";
import type { Reports } from "../report.js";
import { concurrency } from "./concurrency.js";
import { environment } from "./environment.js";
import { externalFunction } from "./external.js";
import { pure } from "./pure.js";
import { retry } from "./retry.js";
import { timeout } from "./timeout.js";

export { type ReplacementNames, replacements } from "./replace.js";

/** Which declarations an attribute may stand on. */
const places: Readonly<Record<string, readonly Declaration["kind"][]>> = {
  external: ["fn", "node"],
  pure: ["fn", "node"],
  env: ["fn", "node"],
  retry: ["node"],
  timeout: ["node"],
  concurrency: ["node"],
  replace: ["test"],
};

/** The attributes of a declaration by name: known ones, in their places, each once. The others are reported. */
export function attributesOf(declaration: Declaration, reports: Reports): ReadonlyMap<string, Attribute> {
  const found = new Map<string, Attribute>();
  for (const attribute of declaration.attributes) {
    const { text, span } = attribute.name;
    const allowed = Object.hasOwn(places, text) ? places[text] : undefined;
    if (!allowed) {
      const near = similar(text, Object.keys(places));
      const hint = near && { hint: didYouMean(`@${near}`), fix: [{ span, text: near }] };
      reports.add("LK2401", span, { name: text }, hint || {});
    } else if (!allowed.includes(declaration.kind)) {
      const where = allowed.map((kind) => `a \`${kind}\``).join(" or ");
      reports.add(
        "LK2403",
        span,
        { name: text, where, kind: article(declaration.kind) },
        { hint: `write it before ${where}, or remove it` },
      );
    } else if (found.has(text)) {
      const labels = [{ source: reports.source, span: found.get(text)!.span, message: "the first one" }];
      reports.add("LK2402", attribute.span, { name: text }, { labels });
    } else found.set(text, attribute);
  }
  return found;
}

function article(kind: Declaration["kind"]): string {
  return kind === "type" ? "a type" : kind === "const" ? "a constant" : `a \`${kind}\``;
}

export interface FunctionSettings {
  readonly external: External | undefined;
  /** Of a library function: the Python function behind it, and whether it is pure. */
  readonly python: { readonly name: string; readonly pure: boolean } | undefined;
  readonly attributes: FunctionAttributes;
}

/** What the attributes of a function say; a body and `@external` exclude each other, and one of them is needed. */
export function functionSettings(
  declaration: FunctionDeclaration,
  reports: Reports,
  library: boolean,
): FunctionSettings {
  const before = reports.diagnostics.length;
  const found = attributesOf(declaration, reports);
  const written = found.get("external");
  const name = written && externalFunction(written, reports, library);
  const isPure = pure(found.get("pure"), written, reports);
  const variables = environment(found.get("env"), written, reports);
  const broken = declaration.attributes.some((one) => one.name.text === "external");
  if (declaration.body && written) {
    reports.add(
      "LK2407",
      declaration.name.span,
      { name: declaration.name.text },
      { hint: "leave out the body, or `@external`" },
    );
  } else if (!declaration.body && !broken) {
    const hint =
      declaration.kind === "pipeline"
        ? "write its body in braces"
        : 'write its body in braces, or `@external("module.function")` above it';
    reports.add(
      "LK2406",
      declaration.name.span,
      { kind: declaration.kind, name: declaration.name.text },
      { hint },
    );
  }
  // Attributes with an error may have meant to say that it is pure, and callers are not held to what nobody said.
  const unclear = reports.diagnostics.length > before;
  const external =
    name === undefined ? undefined : { function: name, pure: isPure || unclear, environment: variables };
  return {
    external: library ? undefined : external,
    python: library && name !== undefined ? { name, pure: isPure } : undefined,
    attributes: {
      retry: retry(found.get("retry"), reports),
      timeout: timeout(found.get("timeout"), reports),
      concurrency: concurrency(found.get("concurrency"), reports),
    },
  };
}
