import { didYouMean } from "../diagnostics/index.js";
import { similar } from "../text/index.js";
import { nameFrom } from "./names.js";

/** What the text of a key has to be like. All of it is data, so that the JSON Schema for editors says the same. */
export interface TextRule {
  /** Anchored, without flags. */
  readonly pattern: RegExp;
  /** In characters. */
  readonly most?: number;
  /** The only values, where they can be listed. */
  readonly choices?: readonly string[];
  /** Completes "… is no value for `name`: ". */
  readonly rule: string;
  /** What to write instead of a value that breaks the rule. */
  mend(value: string): Mend;
}

export interface Mend {
  readonly hint: string;
  /** A value that obeys the rule, where one is meant without doubt. */
  readonly value?: string;
}

/** Whether a value obeys a rule. */
export function obeys(rule: TextRule, value: string): boolean {
  return rule.pattern.test(value) && [...value].length <= (rule.most ?? Number.POSITIVE_INFINITY);
}

/** Anything that says something on one line. */
export const oneLine: TextRule = {
  pattern: /^[^\r\n]*[^\s][^\r\n]*$/,
  rule: "it is a text of one line",
  mend: () => ({ hint: "write it on one line, or leave it out" }),
};

export const name: TextRule = {
  pattern: /^[a-z]([a-z0-9-]*[a-z0-9])?$/,
  most: 40,
  rule: "it has small letters, digits and `-`, begins with a letter, ends without `-`, and is at most 40 characters long",
  mend(value) {
    const near = /^[0-9]/.test(value) ? "" : nameFrom(value);
    return near === "" ? { hint: "for example `shop`" } : write(near);
  },
};

export const version: TextRule = {
  pattern: /^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/,
  rule: "it has three numbers, as in semantic versioning",
  mend(value) {
    const parts = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(value.trim());
    return parts ? write(`${parts[1]}.${parts[2] ?? 0}.${parts[3] ?? 0}`) : { hint: "for example `0.1.0`" };
  },
};

export const folder: TextRule = {
  // Neither absolute nor with a part `..`, no backslash, no control character.
  pattern: /^(?!\/)(?!(.*\/)?\.\.(\/|$))[^\\\u0000-\u001f\u007f]+$/,
  rule: "it is a folder within the project, with `/` between its parts",
  mend(value) {
    const slashes = value.trim().replaceAll("\\", "/");
    return slashes !== value && slashes !== "" && obeys(folder, slashes)
      ? write(slashes)
      : { hint: "give its path from the folder of lk.yaml; `.` is that folder itself" };
  },
};

export const modulePath: TextRule = {
  pattern: /^[a-z_][A-Za-z0-9_]*(\/[a-z_][A-Za-z0-9_]*)*$/,
  rule: "it is a module, such as `main` or `shop/main`",
  mend(value) {
    const path = value
      .trim()
      .replace(/\.lk$/, "")
      .replace(/^(\.\/)?(src\/)?/, "")
      .replaceAll(/[.\\]/g, "/")
      .replaceAll("-", "_")
      .replace(/(^|\/)[A-Z]/g, (letter) => letter.toLowerCase());
    return obeys(modulePath, path)
      ? write(path)
      : { hint: "it is its file's path below `source`, without `.lk`" };
  },
};

export const url: TextRule = {
  pattern: /^https?:\/\/[^\s/]\S*$/,
  rule: "it is a URL that begins with http:// or https://",
  mend(value) {
    const host = value.trim().replace(/^[a-z]*:?\/+/i, "");
    return write(/^[^\s/]\S*$/.test(host) ? `http://${host}` : "http://localhost:16686");
  },
};

export const pipeline: TextRule = {
  pattern: /^([a-z_][A-Za-z0-9_]*(\/[a-z_][A-Za-z0-9_]*)*\.)?[a-z_][A-Za-z0-9_]*$/,
  rule: "it is a pipeline, such as `report` or `shop/stats.report`",
  mend: () => ({ hint: "write its module and its name, with a point between them" }),
};

/** A name that Kubernetes takes for what is labelled by it (RFC 1123). */
export function label(most: number): TextRule {
  return {
    pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    most,
    rule: `it has small letters, digits and \`-\`, no \`-\` at either end, and is at most ${most} characters long`,
    mend(value) {
      const near = value
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+/, "")
        .slice(0, most)
        .replace(/-+$/, "");
      return near === "" ? { hint: "for example `shops`" } : write(near);
    },
  };
}

export function oneOf(...choices: readonly string[]): TextRule {
  return {
    pattern: new RegExp(`^(${choices.join("|")})$`),
    choices,
    rule: `it is ${choices.map((choice) => `\`${choice}\``).join(" or ")}`,
    mend(value) {
      const near = similar(value, choices);
      return near === undefined
        ? { hint: `write ${choices.map((choice) => `\`${choice}\``).join(" or ")}` }
        : { hint: didYouMean(near), value: near };
    },
  };
}

const step = "[1-9][0-9]*";
const months = inBothCases("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec");
const days = inBothCases("sun|mon|tue|wed|thu|fri|sat");

/** The fields of a cron expression as Kubernetes takes it, each with what it may have. */
const cronFields: readonly { readonly called: string; readonly one: string }[] = [
  { called: "a minute, 0 to 59", one: "[0-5]?[0-9]" },
  { called: "an hour, 0 to 23", one: "([01]?[0-9]|2[0-3])" },
  { called: "a day of the month, 1 to 31", one: "(0?[1-9]|[12][0-9]|3[01])" },
  { called: "a month, 1 to 12 or jan to dec", one: `(0?[1-9]|1[0-2]|${months})` },
  { called: "a day of the week, 0 to 6 or sun to sat", one: `([0-6]|${days})` },
];

const cronPatterns = cronFields.map(({ one }) => {
  const part = `(\\*|${one}(-${one})?)(\\/${step})?`;
  return `${part}(,${part})*`;
});

export const cron: TextRule = {
  pattern: new RegExp(
    `^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|${cronPatterns.join(" +")})$`,
  ),
  rule: "it has five fields: minute, hour, day of the month, month and day of the week",
  mend(value) {
    const fields = value.trim().split(/\s+/);
    if (fields.length !== 5) return { hint: "for example `0 3 * * *`, every day at three" };
    const wrong = fields.findIndex((field, at) => !new RegExp(`^${cronPatterns[at]}$`).test(field));
    return wrong < 0
      ? write(fields.join(" "))
      : { hint: `\`${fields[wrong]}\` is not ${cronFields[wrong]!.called}` };
  },
};

function inBothCases(names: string): string {
  return `${names}|${names.toUpperCase()}`;
}

function write(value: string): Mend {
  return { hint: `write \`${value}\``, value };
}
