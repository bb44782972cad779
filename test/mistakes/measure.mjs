/**
 * Measures the messages of Elm and Gleam on the twins and writes `measured.json` beside each: how many messages, how many lines in all, whether
 * a message points at exactly what `wrong.json` says is wrong, and whether the twin compiles once what the message writes is written
 * (`hint.elm`, `hint.gleam`). Run by hand, `node test/mistakes/measure.mjs`, with `elm` 0.19.1 and `gleam` 1.18 on the path (`ELM`, `GLEAM` name
 * others). Elm needs elm/core and elm/json in its `ELM_HOME`.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "lk-twins-"));

/** A program's text and a run's output, without colours. */
function run(command, args, cwd) {
  const { stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (error) throw error;
  return `${stdout}\n${stderr}`;
}

function elmProject() {
  const folder = join(scratch, "elm");
  mkdirSync(join(folder, "src"), { recursive: true });
  const dependencies = { direct: { "elm/core": "1.0.5", "elm/json": "1.1.3" }, indirect: {} };
  const manifest = {
    type: "application",
    "source-directories": ["src"],
    "elm-version": "0.19.1",
    dependencies,
    "test-dependencies": { direct: {}, indirect: {} },
  };
  writeFileSync(join(folder, "elm.json"), JSON.stringify(manifest));
  return folder;
}

function gleamProject() {
  const folder = join(scratch, "gleam");
  mkdirSync(join(folder, "src", "text"), { recursive: true });
  writeFileSync(join(folder, "gleam.toml"), 'name = "twin"\nversion = "1.0.0"\ntarget = "javascript"\n');
  // Something to import, as its standard library has it.
  const split = "pub fn split(text: String, _by: String) -> List(String) {\n  [text]\n}\n";
  writeFileSync(join(folder, "src", "text", "string.gleam"), split);
  return folder;
}

const elm = { command: process.env.ELM ?? "elm", folder: elmProject() };
const gleam = { command: process.env.GLEAM ?? "gleam", folder: gleamProject() };

/** Messages with their lines, counted without the blank ones at their ends, and what each underlines: from 1, the end exclusive. */
function elmMessages(text) {
  writeFileSync(join(elm.folder, "src", "Main.elm"), text);
  const printed = run(elm.command, ["make", "src/Main.elm", "--output=/dev/null"], elm.folder);
  const all = printed.split(/^(?=-- [A-Z ]+ -+ )/m).filter((part) => part.startsWith("-- "));
  return all.map((one) => {
    const [, title] = /^-- ([A-Z ]+?) -/.exec(one);
    const under = /^((\d+)\| ).*\n( +)(\^+)$/m.exec(one);
    const column = under && under[3].length - under[1].length + 1;
    const start = under ? { line: Number(under[2]), column } : { line: 0, column: 0 };
    const end = under && { line: start.line, column: column + under[4].length };
    return { title, lines: one.trimEnd().split("\n").length, start, end };
  });
}

function gleamMessages(text) {
  writeFileSync(join(gleam.folder, "src", "twin.gleam"), text);
  const all = run(gleam.command, ["check"], gleam.folder)
    .split(/^(?=(?:error|warning): )/m)
    .filter((part) => /^(?:error|warning)/.test(part));
  return all.map((one) => {
    const [, title] = /^\w+: (.*)/.exec(one);
    const [, line, column] = /twin\.gleam:(\d+):(\d+)/.exec(one).map(Number);
    const start = { line, column };
    const under = /^ +│ +(\^+)/m.exec(one);
    const end = under && { line, column: column + under[1].length };
    return { title, lines: one.trimEnd().split("\n").length, start, end };
  });
}

function measured(messages, wrong, hint) {
  const [first] = messages;
  const exact = messages.some(
    ({ start, end }) =>
      start.line === wrong.line &&
      start.column === wrong.column &&
      (wrong.text === "" || (end?.line === wrong.line && end.column === wrong.column + wrong.text.length)),
  );
  return {
    title: first.title,
    messages: messages.length,
    lines: messages.reduce((sum, { lines }) => sum + lines, 0),
    exact,
    hint,
  };
}

/** What a written hint comes to; what `wrong.json` says of one that writes nothing. */
function hintOf(file, messagesOf, said) {
  if (!existsSync(file)) return said;
  return messagesOf(readFileSync(file, "utf8")).length === 0 ? "compiles" : "does not compile";
}

try {
  for (const name of readdirSync(root, { withFileTypes: true })) {
    if (!name.isDirectory()) continue;
    const folder = join(root, name.name);
    const wrong = JSON.parse(readFileSync(join(folder, "wrong.json"), "utf8"));
    const facts = {};
    for (const [language, messagesOf] of Object.entries({ elm: elmMessages, gleam: gleamMessages })) {
      if (!wrong[language]) continue;
      const messages = messagesOf(readFileSync(join(folder, `twin.${language}`), "utf8"));
      const hint = hintOf(join(folder, `hint.${language}`), messagesOf, wrong[language].hint);
      facts[language] = measured(messages, wrong[language], hint);
    }
    writeFileSync(join(folder, "measured.json"), `${JSON.stringify(facts, null, 2)}\n`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
