import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Place, root, within } from "./lk";

const examples = readdirSync(join(root, "examples"), { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map((each) => each.name);

/** The value of an example; written anew with `LK_GOLDEN=write`. */
function golden(name: string, text: string): void {
  const file = join(__dirname, "golden", name);
  if (process.env.LK_GOLDEN === "write" || !existsSync(file)) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
}

async function runExample(place: Place, name: string, ...more: string[]) {
  const folder = join(root, "examples", name);
  return place.lk("run", folder, "--input", join(folder, "input.json"), ...more);
}

describe.each(examples)("examples/%s", (name) => {
  test("checks without a warning", async () => {
    await within({}, async (place) => {
      const done = await place.lk("check", join(root, "examples", name));
      expect([done.status, done.stderr]).toEqual([
        0,
        expect.stringMatching(/^\d+ modules? checked, no errors\n$/),
      ]);
    });
  });

  test("passes its tests", async () => {
    await within({}, async (place) => {
      const done = await place.lk("test", join(root, "examples", name));
      expect([done.status, done.status === 0 ? "" : done.stdout + done.stderr]).toEqual([0, ""]);
    });
  });

  if (name === "broken") return;

  test("gives its value, under chaos too", async () => {
    await within({}, async (place) => {
      const done = await runExample(place, name);
      expect([done.status, done.status === 0 ? "" : done.stderr]).toEqual([0, ""]);
      golden(`${name}.json`, done.stdout);
      for (const seed of ["1", "2", "3"]) {
        const again = await runExample(place, name, "--chaos", seed);
        expect([seed, again.status, again.stdout]).toEqual([seed, 0, done.stdout]);
      }
    });
  }, 120_000);
});
