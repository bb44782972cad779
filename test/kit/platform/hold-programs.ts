import { Choices } from "../choices";
import { printed } from "../compare";
import { generateProgram } from "../generate/program";
import { Oracle } from "../oracle";
import { shrink } from "../shrink";
import { generatedFault } from "./compare";
import { hasPlatform, PlatformOracle } from "./platform";

/** `LK_SEED=17` repeats program 17 alone, `LK_PLATFORM_PROGRAMS=5000` looks further, from LK_SEED on. */
const first = Number(process.env.LK_SEED ?? 1);
const count = Number(process.env.LK_PLATFORM_PROGRAMS ?? (process.env.LK_SEED ? 1 : 300));
const parts = Math.max(2, Math.min(10, count));

/** How often a program that fails is made smaller: each try takes as long as a session. */
const TRIES = 150;

/** Declares the tests of every `of`-th part, beginning with part `share`: two files of tests run beside each other. */
export function holdOnPlatform(share: number, of: number): void {
  const oracles: { direct: Oracle; platform: PlatformOracle }[] = [];
  beforeAll(() => {
    oracles.push({ direct: new Oracle(), platform: new PlatformOracle() });
  });
  afterAll(async () => {
    await Promise.all(oracles.flatMap(({ direct, platform }) => [direct.end(), platform.end()]));
  });

  const held = hasPlatform ? test : test.skip;
  for (let part = share; part < parts; part += of) {
    const from = first + Math.floor((count * part) / parts);
    const to = first + Math.floor((count * (part + 1)) / parts);
    held(`programs ${from} to ${to - 1}`, () => checkAll(from, to), 3_600_000);
  }

  async function checkAll(from: number, to: number): Promise<void> {
    for (let seed = from; seed < to; seed++) {
      const choices = Choices.fromSeed(seed);
      const fault = await faultOf(choices, seed);
      if (fault !== undefined) await report(choices.made, seed, fault);
    }
  }

  function faultOf(choices: Choices, seed: number) {
    const { direct, platform } = oracles[0]!;
    return generatedFault(generateProgram(choices), direct, platform, seed);
  }

  async function report(made: readonly number[], seed: number, fault: string): Promise<never> {
    const kind = fault.split("\n")[0]!.split(" with ")[0]!;
    const small = await shrink(
      made,
      async (each) => (await faultOf(Choices.replay(each), seed))?.startsWith(kind) ?? false,
      TRIES,
    );
    const shown = printed(generateProgram(Choices.replay(small)));
    throw new Error(
      `program ${seed} (repeat with LK_SEED=${seed}); made small:\n${shown}\n${await faultOf(Choices.replay(small), seed)}\n(before: ${fault})`,
    );
  }
}
