/** Draws `terminal.svg` for the README from what the commands really print: `node docs/picture/make.mjs`. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const state = mkdtempSync(join(tmpdir(), "lk-picture-"));

function lines(prompt) {
  const [command, ...args] = prompt.split(" ");
  const env = { ...process.env, LK_STATE_DIR: state, NO_COLOR: "1" };
  const { stdout, stderr } = spawnSync(join(root, "bin", command), args, {
    cwd: join(root, "examples"),
    env,
    encoding: "utf8",
  });
  const output = `${stderr}${stdout}`.trimEnd().replaceAll("\t", "    ");
  return [
    { text: `$ ${prompt}`, kind: "prompt" },
    ...output.split("\n").map((text) => ({ text, kind: kind(text) })),
    { text: "", kind: "plain" },
  ];
}

function kind(text) {
  if (/^Exception in|^ *(Caused by|Suppressed):/.test(text)) return "error";
  return text.startsWith("session ") ? "faint" : "plain";
}

const shown = [
  ...lines("lk run wordcount --input wordcount/input.json"),
  ...lines("lk trace last"),
  ...lines("lk run broken --input broken/input.json"),
].slice(0, -1);
rmSync(state, { recursive: true, force: true });

const [width, height, step] = [1060, shown.length * 18 + 32, 18];
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const cut = (text) => (text.length > 126 ? `${text.slice(0, 125)}…` : text);
const text = shown.map(
  (line, index) =>
    `  <text x="18" y="${32 + index * step}" class="${line.kind}" xml:space="preserve">${escaped(cut(line.text))}</text>`,
);
writeFileSync(
  join(here, "terminal.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="A program that runs, its calls, and the stack trace of one that fails">
  <style>
    text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d6deeb }
    .prompt { fill: #7fdbca; font-weight: bold } .error { fill: #ff7b86 } .faint { fill: #7a8ca8 }
  </style>
  <rect width="100%" height="100%" rx="10" fill="#0f1720"/>
${text.join("\n")}
</svg>
`,
);
