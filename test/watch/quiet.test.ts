import { LONGEST, QUIET, Quiet } from "../../src/watch/quiet";
import { Disk, VirtualWorld } from "./world";

/** When a burst of changes, each so many milliseconds after the one before, is answered. */
function answers(pauses: readonly number[]): readonly number[] {
  const world = new VirtualWorld(new Disk());
  const times: number[] = [];
  const quiet = new Quiet(world, () => times.push(world.now().getTime()));
  for (const pause of pauses) {
    world.pass(pause);
    quiet.stir();
  }
  world.pass(2 * LONGEST);
  return times;
}

test("one change is answered after the quiet", () => {
  expect(answers([5])).toEqual([5 + QUIET]);
});

test("changes close to each other are one", () => {
  expect(answers([0, QUIET - 1, QUIET - 1, 1])).toEqual([3 * QUIET - 1]);
});

test("changes with a pause between them are two", () => {
  expect(answers([0, QUIET, 1])).toEqual([QUIET, 2 * QUIET + 1]);
});

test("changes without end are answered now and then", () => {
  expect(answers(Array<number>((2.5 * LONGEST) / 10).fill(10))).toEqual([
    LONGEST + 10,
    2 * LONGEST + 10,
    2.5 * LONGEST + QUIET,
  ]);
});

test("what was cancelled is not answered", () => {
  const world = new VirtualWorld(new Disk());
  const quiet = new Quiet(world, () => {
    throw new Error("answered");
  });
  quiet.stir();
  quiet.cancel();
  world.pass(2 * LONGEST);
});
