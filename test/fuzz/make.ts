import { Choices } from "../kit/choices";
import { generateProgram } from "../kit/generate/program";
import type { Text } from "./corpus";
import { mutate, strangers } from "./mutate";

/** A program to try: what made it, and its modules. */
export interface FuzzCase {
  readonly kind: "bytes" | "tokens" | "mutated" | "generated" | "generated, mutated";
  readonly modules: readonly Text[];
}

/** The case of a seed with a number: equal for an equal corpus. */
export function makeCase(seed: number, number: number, corpus: readonly string[]): FuzzCase {
  const choices = Choices.fromSeed(seed * 2 ** 32 + number);
  const share = choices.below(100);
  if (share < 8) return { kind: "bytes", modules: [main(bytes(choices))] };
  if (share < 18) return { kind: "tokens", modules: [main(tokens(choices))] };
  if (share < 65) return { kind: "mutated", modules: [main(mutate(choices, choices.pick(corpus), corpus))] };
  const { modules } = generateProgram(choices);
  if (share < 75) return { kind: "generated", modules };
  const changed = choices.below(modules.length);
  return {
    kind: "generated, mutated",
    modules: modules.map((each, at) =>
      at === changed ? { ...each, text: mutate(choices, each.text, corpus) } : each,
    ),
  };
}

function main(text: string): Text {
  return { path: "main", text };
}

/** Bytes as a file may hold them, read as UTF-8 with what is none replaced. */
function bytes(choices: Choices): string {
  const many = choices.list(0, 300, () => choices.below(choices.chance(30) ? 256 : 128));
  return Buffer.from(many).toString("utf8");
}

function tokens(choices: Choices): string {
  return choices.list(0, 120, () => choices.pick(strangers) + (choices.chance(60) ? " " : "")).join("");
}
