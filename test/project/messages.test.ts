import { readConfig } from "../../src/project/config.js";
import { SourceText } from "../../src/text/index.js";

/** `message | hint` of each diagnostic. */
function said(text: string): string {
  const { diagnostics } = readConfig(new SourceText("lk.yaml", text), "tea-shop");
  return diagnostics.map(({ message, hint }) => `${message} | ${hint}`).join("\n");
}

// What is said where, `places.test.ts` holds; here it is held how it reads.
test.each([
  // Missing keys.
  ["", "`name` is missing: a project has a name. | add `name: tea-shop`"],
  ["# nothing\n", "`name` is missing: a project has a name. | add `name: tea-shop`"],
  ["version: 0.1.0\n", "`name` is missing: a project has a name. | add `name: tea-shop`"],
  [
    "name: shop\nschedules: { nightly: { pipeline: report } }\n",
    '`cron` is missing: a schedule says when it starts. | add `cron: "0 3 * * *"`',
  ],
  // Unknown keys; one that was meant is not missing.
  ["Name: shop\n", "There is no key `Name` in lk.yaml. | did you mean `name`?"],
  ["project: shop\n", "There is no key `project` in lk.yaml. | it is called `name` here"],
  ["name: shop\nsorce: src\n", "There is no key `sorce` in lk.yaml. | did you mean `source`?"],
  ["name: shop\nsrc: lib\n", "There is no key `src` in lk.yaml. | it is called `source` here"],
  [
    "name: shop\nrequirements: [numpy]\n",
    "There is no key `requirements` in lk.yaml. | `requirements` stands below `python`",
  ],
  [
    "name: shop\ndeploy: { jaeger: x }\n",
    "There is no key `deploy.jaeger` in lk.yaml. | `jaeger` stands at the top of lk.yaml",
  ],
  ["name: shop\npython: { pth: x }\n", "There is no key `python.pth` in lk.yaml. | did you mean `path`?"],
  [
    "name: shop\npython: { path: py, pth: x }\n",
    "There is no key `python.pth` in lk.yaml. | keys here are `path`, `requirements`",
  ],
  // Values of another kind.
  [
    "- shop\n",
    "`lk.yaml` takes a mapping of keys to values, but here is a list. | begin with `name: tea-shop`",
  ],
  ["name:shop\n", "`lk.yaml` takes a mapping of keys to values, but here is a text. | write `name: shop`"],
  ["name = shop\n", "`lk.yaml` takes a mapping of keys to values, but here is a text. | write `name: shop`"],
  ["name:\n", "`name` takes a text, but here is nothing. | write a value, as in `name: shop`"],
  ["name: null\n", "`name` takes a text, but here is nothing. | write a value, as in `name: shop`"],
  [
    "name: shop\nsource:\n",
    "`source` takes a text, but here is nothing. | write a value, as in `source: src`, or leave the key out",
  ],
  ["name: true\n", '`name` takes a text, but here is a boolean. | put it between quotes, `"true"`'],
  [
    "name: shop\ndeploy: { namespace: 80 }\n",
    '`deploy.namespace` takes a text, but here is a number. | put it between quotes, `"80"`',
  ],
  ["name: [shop]\n", "`name` takes a text, but here is a list. | write `shop`"],
  ["name: { de: laden }\n", "`name` takes a text, but here is a mapping. | write it as in `name: shop`"],
  [
    "name: shop\npython: lib\n",
    "`python` takes a mapping with `path` and `requirements`, but here is a text. | write `{ path: lib }`",
  ],
  [
    "name: shop\npython: { requirements: 'a>=1,<2' }\n",
    '`python.requirements` takes a list of texts, but here is a text. | write `["a>=1,<2"]`',
  ],
  [
    "name: shop\nschedules: [nightly]\n",
    '`schedules` takes a mapping of names to schedules, but here is a list. | write it as in `schedules: { nightly: { cron: "0 3 * * *", pipeline: main.report } }`',
  ],
  [
    "name: shop\npython:\n  requirements:\n    - a: b\n",
    '`python.requirements[0]` takes a text, but here is a mapping. | put it between quotes, `"a: b"`',
  ],
  // Values that are not allowed.
  [
    "name: My Shop\n",
    "`My Shop` is no value for `name`: it has small letters, digits and `-`, begins with a letter, ends without `-`, and is at most 40 characters long. | write `my-shop`",
  ],
  [
    "name: 1234\n",
    "`1234` is no value for `name`: it has small letters, digits and `-`, begins with a letter, ends without `-`, and is at most 40 characters long. | for example `shop`",
  ],
  [
    "name: shop\nversion: 1\n",
    "`1` is no value for `version`: it has three numbers, as in semantic versioning. | write `1.0.0`",
  ],
  [
    "name: shop\nversion: |\n  1.0.0\n",
    "`1.0.0\\n` is no value for `version`: it has three numbers, as in semantic versioning. | write `1.0.0` on the line of the key: a text below `|` or `>` ends with a line break",
  ],
  [
    "name: shop\nsource: ''\n",
    "An empty text is no value for `source`: it is a folder within the project, with `/` between its parts. | give its path from the folder of lk.yaml; `.` is that folder itself",
  ],
  [
    "name: shop\nsource: a\\b\n",
    "`a\\b` is no value for `source`: it is a folder within the project, with `/` between its parts. | write `a/b`",
  ],
  [
    "name: shop\nmain: src/Shop.lk\n",
    "`src/Shop.lk` is no value for `main`: it is a module, such as `main` or `shop/main`. | write `shop`",
  ],
  [
    "name: shop\njaeger: localhost:16686\n",
    "`localhost:16686` is no value for `jaeger`: it is a URL that begins with http:// or https://. | write `http://localhost:16686`",
  ],
  [
    "name: shop\ndeploy: { target: kubernets }\n",
    "`kubernets` is no value for `deploy.target`: it is `kubernetes` or `kubeless`. | did you mean `kubernetes`?",
  ],
  [
    'name: shop\nschedules: { a: { cron: "0 25 * * *", pipeline: report } }\n',
    "`0 25 * * *` is no value for `schedules.a.cron`: it has five fields: minute, hour, day of the month, month and day of the week. | `25` is not an hour, 0 to 23",
  ],
  // What of YAML is not taken.
  ["name: shop\nname: store\n", "`name` is given twice. | leave one of them out"],
  [
    "name: shop\n---\nname: store\n",
    "Here a second document begins, and lk.yaml is one. | leave out what stands from here on, or put its keys into the first document",
  ],
  ["name: shop\n? [a]\n: b\n", "A key is a text, but here is a list. | write a text before the `:`"],
  [
    "name: shop\npython: { <<: { path: lib } }\n",
    "There are no merge keys in lk.yaml: `<<` brings nothing in. | write the keys out",
  ],
  ["name: !project shop\n", "The tag `!project` means nothing in lk.yaml. | leave it out"],
  // What is no YAML.
  ["name: shop\npython: [a,\nmain: main\n", "This is no YAML: `[` is not closed. | write `]` where it ends"],
  ["name: 'shop\n", "This is no YAML: this quote is not closed. | write `'` where it ends"],
  [
    "name: a: b\n",
    "This is no YAML: a value without quotes has no `:` with a blank behind it. | put the value between quotes, or begin a mapping on a line of its own",
  ],
  [
    "name: shop\n  main: main\n",
    "This is no YAML: this line is indented further than the line above, whose value has ended. | begin it in the column of the line above",
  ],
])("%j", (text, expected) => {
  expect(said(text)).toBe(expected);
});
