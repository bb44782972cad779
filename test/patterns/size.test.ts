import { verdict } from "./harness";

/** Matches that make naive algorithms explode. Times are bounded widely: what explodes never ends. */
function quickly(name: string, text: () => string, expected: Partial<ReturnType<typeof verdict>>): void {
  test(name, () => {
    const written = text();
    const start = performance.now();
    expect(verdict(written)).toMatchObject(expected);
    expect(performance.now() - start).toBeLessThan(25_000);
  });
}

function row(width: number, cells: Readonly<Record<number, string>>): string {
  return `(${Array.from({ length: width }, (_, index) => cells[index] ?? "_").join(", ")})`;
}

function range<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index));
}

quickly("a diagonal of 20 booleans", () => range(20, (index) => row(20, { [index]: "true" })).join("\n"), {
  missing: [row(20, Object.fromEntries(range(20, (index) => [index, "false"])))],
});
quickly(
  "a diagonal of 20 booleans and the rest",
  () => [...range(20, (index) => row(20, { [index]: "true" })), "_"].join("\n"),
  { missing: [], arms: [] },
);
quickly(
  "20 pairs that are equal",
  () =>
    range(20, (index) =>
      ["true", "false"].map((value) => row(40, { [index]: value, [index + 20]: value })).join("\n"),
    ).join("\n"),
  { arms: [] },
);
quickly(
  "alternatives in 10 columns",
  () => `(${range(10, () => "Red | Amber").join(", ")})\n(${range(10, () => "Amber | Green").join(", ")})\n_`,
  { missing: [], arms: [], alternatives: [] },
);
quickly(
  "alternatives in 10 columns, each arm another one",
  () =>
    [
      ...range(
        10,
        (arm) => `(${range(10, (column) => (column === arm ? "Red | Green" : "Red | Amber")).join(", ")})`,
      ),
      "_",
    ].join("\n"),
  { missing: [], arms: [] },
);
quickly(
  "2,000 arms of triples",
  () => [...range(2_000, (index) => `(${index}, "${index % 40}", ${index % 7})`), "_"].join("\n"),
  {
    missing: [],
    arms: [],
  },
);
quickly(
  "2,000 arms of triples with gaps",
  () => [...range(2_000, (index) => `(${index}, _, ${index % 7})`), "(_, 3, _)", "_"].join("\n"),
  {
    missing: [],
    arms: [],
  },
);
quickly("10,000 Ints, each twice", () => [...range(20_000, (index) => `${index % 10_000}`), "_"].join("\n"), {
  missing: [],
});
quickly("10,000 texts", () => [...range(10_000, (index) => `"${index}"`), "_"].join("\n"), {
  missing: [],
  arms: [],
});
quickly(
  "lists of every length up to 300",
  () => [...range(300, (length) => `[${range(length, () => "_").join(", ")}]`)].join("\n"),
  {
    missing: [`[${range(300, () => "_").join(", ")}, ..]`],
  },
);
quickly("a list of 5,000 elements", () => `[${range(5_000, () => "1").join(", ")}]\n_`, { arms: [] });
