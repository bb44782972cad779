import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderJson, renderText } from "../../src/diagnostics";
import { chance } from "../harness/chance";
import { parsed } from "./harness";

/**
 * Programs that were mutated, and random text: whatever comes, there is a module, every message lies within the text
 * and can be shown, and it does not take long. `LK_SEED` repeats a run.
 */
const first = Number(process.env.LK_SEED ?? 1);
const library = join(__dirname, "../../src/library/lk");
const programs = readdirSync(library)
  .filter((name) => name.endsWith(".lk"))
  .map((name) => readFileSync(join(library, name), "utf8").slice(0, 6_000));

const pieces = [
  ..."(){}[]<>,.:;=|@?!+-*/%_#'\"\\$&^~`\n\t \r",
  ..."fn let if else match fail attempt true import as type const node pipeline test".split(" "),
  ...'${ } .. -> |> || && == != ++ // /// //! /* */ "" 1 1.5 10s 0x _x Foo a.b \ufeff \u2028 é 数 😀 \ud800'.split(
    " ",
  ),
];

function mutated(seed: number): string {
  const below = chance(seed);
  let text = programs[below(programs.length)]!;
  for (let count = 1 + below(6); count > 0; count--) {
    const at = below(text.length + 1);
    const length = below(4) === 0 ? below(200) : below(6);
    const piece = pieces[below(pieces.length)]!;
    const kind = below(5);
    if (kind === 0) text = text.slice(0, at) + text.slice(at + length);
    else if (kind === 1) text = text.slice(0, at) + piece + text.slice(at);
    else if (kind === 2) text = text.slice(0, at) + piece + text.slice(at + piece.length);
    else if (kind === 3)
      text = text.slice(0, at) + text.slice(at, at + length).repeat(2) + text.slice(at + length);
    else text = text.slice(0, at);
  }
  return text;
}

function random(seed: number): string {
  const below = chance(seed);
  return Array.from({ length: below(300) }, () =>
    below(3) === 0
      ? String.fromCharCode(below(0x300))
      : pieces[below(pieces.length)]! + (below(3) === 0 ? "" : " "),
  ).join("");
}

function hold(seed: number, text: string): void {
  // Of the processor, not of the clock: other work of the machine does not count.
  const start = process.cpuUsage();
  const { diagnostics } = parsed(text);
  for (const { span, labels } of diagnostics) {
    for (const { start: from, end } of [span, ...labels.map((label) => label.span)]) {
      if (!(from >= 0 && from <= end && end <= text.length))
        throw new Error(`seed ${seed}: span ${from} to ${end}`);
    }
  }
  renderText(diagnostics, { colour: false });
  JSON.parse(renderJson(diagnostics));
  const took = process.cpuUsage(start).user / 1_000;
  if (took > 10_000) throw new Error(`seed ${seed}: ${took} ms`);
}

const runs = 2_000;

test(`${runs} mutated programs (LK_SEED=${first})`, () => {
  for (let seed = first; seed < first + runs; seed++) hold(seed, mutated(seed));
});

test(`${runs} random texts (LK_SEED=${first})`, () => {
  for (let seed = first; seed < first + runs; seed++) hold(seed, random(seed));
});

test("every beginning of a program is parsed, and the whole is right", () => {
  const text = programs[0]!.slice(0, 1_500);
  for (let end = 0; end <= text.length; end++) hold(end, text.slice(0, end));
});

test("random bytes", () => {
  const below = chance(first);
  for (let run = 0; run < 100; run++) {
    hold(run, new TextDecoder().decode(Uint8Array.from({ length: 2_000 }, () => below(256))));
  }
});
