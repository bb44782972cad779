import { join } from "node:path";
import { compile } from "../../../src/compile";
import { SourceText } from "../../../src/text";
import { type Fault, faultBetween } from "../compare";
import type { GeneratedProgram } from "../generate/program";
import type { Oracle, Outcomes } from "../oracle";
import type { PlatformOracle } from "./platform";

/** Where the externals of generated programs are. */
export const kitPython = join(__dirname, "../python");

/** A build whose pipeline is to mean the same everywhere. */
export interface Case {
  readonly folder: string;
  readonly pipeline: string;
  readonly inputs: readonly string[];
  readonly externals: readonly string[];
}

/** Holds NATS and Redis against the other evaluations; the seed says how the services are set. Undefined where all inputs agree. */
export async function platformFault(
  { folder, pipeline, inputs, externals }: Case,
  platform: PlatformOracle,
  seed: number,
  evaluate: (input: string) => Promise<Outcomes>,
): Promise<Fault> {
  const set = { workers: 1 + (seed % 3), small: seed % 4 === 3 };
  const given = platform.evaluate({ folder, pipeline, inputs, externals, ...set });
  for (const [at, input] of inputs.entries()) {
    const outcomes = await evaluate(input);
    const fault = faultBetween(outcomes.direct, { ...outcomes, platform: (await given)[at]! }, input);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** The same for a generated program. */
export async function generatedFault(
  program: GeneratedProgram,
  oracle: Oracle,
  platform: PlatformOracle,
  seed: number,
): Promise<Fault> {
  const modules = program.modules.map(({ path, text }) => ({
    path,
    source: new SourceText(`src/${path}.lk`, text),
  }));
  const { build } = compile({ name: "kit", version: "1.0.0", main: "main", modules });
  if (!build) return "it does not compile";
  const folder = oracle.store(build);
  try {
    const pipeline = `main.${program.pipeline}`;
    const { inputs } = program;
    const each = { folder, pipeline, inputs, externals: [kitPython] };
    return await platformFault(each, platform, seed, (input) =>
      oracle.evaluate(folder, pipeline, input, [seed]),
    );
  } finally {
    oracle.forget(folder);
  }
}
