import { Option } from "commander";
import { DIAGNOSTICS_FORMATS, type DiagnosticsFormat, didYouMean } from "../diagnostics/index.js";
import { similar } from "../text/index.js";
import { usage } from "./exit.js";

/** `--format text|json`, and what a command has beside. */
export function formatOption(...more: readonly string[]): Option {
  return choice(["text", "json", ...more]);
}

/** `--format text|json|sarif|github`, of commands whose result is diagnostics. */
export function diagnosticsFormatOption(): Option {
  return choice(DIAGNOSTICS_FORMATS);
}

/** `--format text|json|github`, of `lk test`. */
export function testFormatOption(): Option {
  return choice(TEST_FORMATS);
}

const TEST_FORMATS = ["text", "json", "github"] as const;

export type TestFormat = (typeof TEST_FORMATS)[number];

function choice(formats: readonly string[]): Option {
  return new Option("--format <FORMAT>", "how results are written")
    .choices(formats)
    .argParser((value) => chosen("--format", value, formats))
    .default("text");
}

/** A value that has to be one of a few; another one ends the command. */
export function chosen(option: string, value: string, choices: readonly string[]): string {
  if (choices.includes(value)) return value;
  const near = similar(value, choices);
  const all = choices.map((choice) => `\`${choice}\``);
  throw usage(
    `\`${option}\` has no value \`${value}\``,
    near
      ? didYouMean(near)
      : `it takes ${[all.slice(0, -1).join(", "), all.at(-1)].filter(Boolean).join(" or ")}`,
  );
}

/** What `--format` of a command with diagnostics gives. */
export interface DiagnosticsFormatOptions {
  readonly format: DiagnosticsFormat;
}

export function isJson(options: { readonly format: string }): boolean {
  return options.format === "json";
}
