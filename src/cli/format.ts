import { Option } from "commander";

/** `--format text|json`. */
export function formatOption(): Option {
  return new Option("--format <FORMAT>", "how results are written").choices(["text", "json"]).default("text");
}

export function isJson(options: { readonly format: string }): boolean {
  return options.format === "json";
}
