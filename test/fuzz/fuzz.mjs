/**
 * Fuzzes the compiler: `fuzz.mjs [--seconds 120] [--seed 1] [--from 0] [--case N]`. Cases run in a process of their own, so that one that hangs (20 s of the
 * processor), crashes or passes 1 GiB is known by its number. Ends at the tenth fault, else when the time is over; exit code 1 where there was a fault.
 */
import { fork, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const HANG = { processor: 20_000, clock: 600_000 };
const LOOK = 500;
const MOST_FAULTS = 10;

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "120" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    case: { type: "string" },
  },
});
const scratch = mkdtempSync(join(tmpdir(), "lk-fuzz-"));
const worker = join(scratch, "worker.js");
const python = process.env.LK_PYTHON ?? "python3";
const options = ["--max-old-space-size=1024"];

await build({
  entryPoints: ["worker", "hang"].map((each) => join(root, `test/fuzz/${each}.ts`)),
  outdir: scratch,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  loader: { ".lk": "text", ".py": "text" },
  logLevel: "warning",
});
const { hangs, readTimes } = createRequire(import.meta.url)(join(scratch, "hang.js"));

const counts = {};
const faults = [];
let longest = { milliseconds: 0 };
let next = Number(values.case ?? values.from);
const first = next;
const end = Date.now() + Number(values.seconds) * 1000;

/** Runs cases from `next` on until the time is over, a fault of the process or, with `--case`, that one. */
function runWorker() {
  const to = values.case === undefined ? Number.MAX_SAFE_INTEGER : next + 1;
  const child = fork(worker, [root, scratch, python, values.seed, String(next), String(to)], {
    execArgv: options,
    silent: true,
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said = (said + text).slice(-2_000);
  });
  return new Promise((done) => {
    let why = "";
    const stop = (reason) => {
      why = reason;
      child.kill("SIGKILL");
    };
    let began = readTimes(child.pid);
    const timer = setInterval(() => {
      const hanging = hangs(began, readTimes(child.pid), HANG);
      if (hanging) stop(hanging);
    }, LOOK);
    child.on("message", (told) => {
      began = readTimes(child.pid);
      next = told.number + 1;
      counts[told.outcome] = (counts[told.outcome] ?? 0) + 1;
      if (told.milliseconds > longest.milliseconds && told.outcome !== "endless") longest = told;
      if (told.outcome === "fault") report(told.number, told.kind, told.detail);
      if (Date.now() >= end || faults.length >= MOST_FAULTS) stop("over");
    });
    child.on("exit", (code) => {
      clearInterval(timer);
      if (why !== "over" && code !== 0) {
        report(next, "", why || `the process ended: ${said}`);
        next++;
      }
      done();
    });
  });
}

function report(number, kind, detail) {
  faults.push(number);
  console.log(
    `fault in case ${number} (${kind}), repeat with --seed ${values.seed} --case ${number}:\n${detail}\n`,
  );
}

try {
  if (values.case !== undefined) {
    const print = { stdio: "inherit", env: { ...process.env, LK_FUZZ_PRINT: "1" } };
    spawnSync(process.execPath, [worker, root, scratch, python, values.seed, values.case, "0"], print);
  }
  const start = Date.now();
  do await runWorker();
  while (values.case === undefined && Date.now() < end && faults.length < MOST_FAULTS);
  const cases = next - first;
  const kinds = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  console.log(
    `seed ${values.seed}, cases ${first} to ${next - 1} in ${Math.round((Date.now() - start) / 1000)} s: ${kinds.join(", ")}`,
  );
  console.log(
    `the longest took ${Math.round(longest.milliseconds)} ms (case ${longest.number}, ${longest.kind})`,
  );
  console.log(`${cases - faults.length} passed, ${faults.length} failed`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = faults.length > 0 ? 1 : 0;
