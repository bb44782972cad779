import { Choices } from "./choices";
import { faultOf, faultOfChoices, printed } from "./compare";
import { generateProgram } from "./generate/program";
import { Oracle } from "./oracle";
import { shrink } from "./shrink";

/** `LK_SEED=17` repeats program 17 alone, `LK_PROGRAMS=20000` looks further. */
const first = Number(process.env.LK_SEED ?? 1);
const count = Number(process.env.LK_PROGRAMS ?? (process.env.LK_SEED ? 1 : 2_000));
const parts = Math.max(2, Math.min(10, count));

/** Declares the tests of every `of`-th part, beginning with part `share`: two files of tests run beside each other. */
export function holdPrograms(share: number, of: number): void {
  let oracle: Oracle;
  beforeAll(() => {
    oracle = new Oracle();
  });
  afterAll(() => oracle.end());

  for (let part = share; part < parts; part += of) {
    const from = first + Math.floor((count * part) / parts);
    const to = first + Math.floor((count * (part + 1)) / parts);
    test(`programs ${from} to ${to - 1}`, () => checkAll(from, to), 600_000);
  }

  async function checkAll(from: number, to: number): Promise<void> {
    for (let seed = from; seed < to; seed++) {
      const choices = Choices.fromSeed(seed);
      const program = generateProgram(choices);
      const seeds = [seed, seed + 1_000_000];
      const fault = await faultOf(program, oracle, seeds);
      if (fault === undefined) continue;
      const kind = fault.split("\n")[0]!.split(" with ")[0];
      const small = await shrink(choices.made, async (each) => {
        const found = await faultOfChoices(each, oracle, seeds);
        return found?.startsWith(kind!) ?? false;
      });
      const shown = printed(generateProgram(Choices.replay(small)));
      const why = await faultOfChoices(small, oracle, seeds);
      throw new Error(
        `program ${seed} (repeat with LK_SEED=${seed}); made small:\n${shown}\n${why}\n(before: ${fault})`,
      );
    }
  }
}
