import { Choices } from "./choices";
import { floatText } from "./evaluate/text";
import { generateProgram } from "./generate/program";
import { shrink } from "./shrink";

describe("the generator", () => {
  test("gives the same program for the same seed, and for the choices that it made", () => {
    for (let seed = 0; seed < 50; seed++) {
      const choices = Choices.fromSeed(seed);
      const program = generateProgram(choices);
      expect(generateProgram(Choices.fromSeed(seed))).toEqual(program);
      expect(generateProgram(Choices.replay(choices.made))).toEqual(program);
    }
  });

  test("meets every construct that the oracle is for", () => {
    const texts = Array.from({ length: 400 }, (_, seed) =>
      generateProgram(Choices.fromSeed(seed))
        .modules.map((each) => each.text)
        .join("\n"),
    );
    const all = texts.join("\n");
    const constructs = [
      ...[
        "list.map",
        "list.index_map",
        "list.filter(",
        "list.filter_map",
        "list.flat_map",
        "list.fold",
        "dict.map_values",
      ],
      ...[
        "option.map",
        "option.then",
        "result.map",
        "result.then",
        "attempt {",
        "fail ",
        "let _ =",
        "&&",
        "||",
        "?",
        "..",
        "failure.raise",
      ],
      ...["@retry", "@concurrency", "@pure", "json.encode", "string.inspect", ".trace", "${", "|>", "Tree"],
    ];
    for (const construct of constructs)
      expect([construct, all.includes(construct)]).toEqual([construct, true]);
  });
});

describe("shrinking", () => {
  test("ends at the smallest choices that fail", async () => {
    const failing = async (choices: readonly number[]) =>
      choices.some((each) => each > 6) && choices.length > 1;
    expect(await shrink([3, 9, 1, 14, 0, 2], failing)).toEqual([7, 0]);
  });
});

describe("the reference evaluator", () => {
  test.each([
    [1e16, "1e+16"],
    [1.2345678901234568e17, "1.2345678901234568e+17"],
    [9007199254740992, "9007199254740992.0"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [-2.5e-7, "-2.5e-07"],
    [0.1, "0.1"],
    [-0, "-0.0"],
    [1e308 * 10, "Infinity"],
  ])("writes %p as Python does", (value, text) => {
    expect(floatText(value)).toBe(text);
  });
});
