import { existsSync } from "node:fs";
import { join } from "node:path";
import { within } from "./lk";

/**
 * Calls that meet: each leaves its name, and says whether it saw the other's. Those that the language runs at the same time wait for each other as long as it takes; those that it puts in
 * order see nothing of what comes behind them.
 */
const python = `import os
import time


def meet(place, name, other, patience):
    os.makedirs(place, exist_ok=True)
    open(f"{place}/{name}", "w").close()
    until = time.monotonic() + patience
    while not os.path.exists(f"{place}/{other}"):
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def leave(place, name):
    open(f"{place}/{name}", "w").close()
`;

const source = `import dict
import list
import option

@external("outside.meet")
node meet(place: String, name: String, other: String, patience: Float) -> Bool

@external("outside.leave")
node leave(place: String, name: String) -> ()

fn both(a: Bool, b: Bool) -> List(Bool) {
  [a, b]
}

node join(a: Bool, b: Bool) -> List(Bool) {
  [a, b]
}

pipeline left(place: String) -> Bool {
  meet(place, "left", "right", 20.0)
}

pipeline right(place: String) -> Bool {
  meet(place, "right", "left", 20.0)
}

pipeline lets(place: String) -> List(Bool) {
  let a = meet(place, "left", "right", 20.0)
  let b = meet(place, "right", "left", 20.0)
  both(a, b)
}

pipeline arguments(place: String) -> List(Bool) {
  join(meet(place, "left", "right", 20.0), meet(place, "right", "left", 20.0))
}

pipeline entries(place: String) -> List(Bool) {
  [left(place), right(place)]
}

pipeline attempts(place: String) -> List(Bool) {
  let a = attempt left(place)
  let b = attempt right(place)
  [a == Ok(true), b == Ok(true)]
}

pipeline branches(place: String) -> List(Bool) {
  let a = if place == "" { false } else { left(place) }
  let b = match Some(place) {
    Some(known) -> right(known)
    None -> false
  }
  [a, b]
}

pipeline elements(place: String) -> List(Bool) {
  list.map([("left", "right"), ("right", "left")], fn((a, b)) { meet(place, a, b, 20.0) })
}

pipeline values(place: String) -> List(Bool) {
  dict.from_list([("left", "right"), ("right", "left")])
    |> dict.map_values(fn(a, b) { meet(place, a, b, 20.0) })
    |> dict.values
}

pipeline nested(place: String) -> List(Bool) {
  list.flat_map([["left"], ["right"]], fn(row) {
    list.map(row, fn(name) { meet(place, name, if name == "left" { "right" } else { "left" }, 20.0) })
  })
}

pipeline beside_a_fan_out(place: String) -> List(Bool) {
  let a = list.map(["left"], fn(name) { meet(place, name, "right", 20.0) })
  let b = right(place)
  [b, ..a]
}

/// A statement is not waited for by what stands behind it, but by the end.
pipeline statements(place: String) -> List(Bool) {
  let _ = meet(place, "left", "right", 20.0)
  leave(place, "beside")
  let b = right(place)
  [b, true]
}

pipeline in_order(place: String) -> List(Bool) {
  let a = meet(place, "left", "right", 0.2)
  let b = match a {
    _ -> meet(place, "right", "left", 0.2)
  }
  [!a, b]
}

pipeline by_a_value(place: String) -> List(Bool) {
  let a = meet(place, "left", "right", 0.2)
  let b = meet(if a { "" } else { place }, "right", "left", 0.2)
  [!a, b]
}

pipeline condition_first(place: String) -> List(Bool) {
  let a = meet(place, "left", "right", 0.2)
  let b = if a { false } else { right(place) }
  [!a, b]
}

pipeline folded(place: String) -> List(Bool) {
  let seen = list.fold([("left", "right"), ("right", "left")], [], fn(all, (a, b)) { all ++ [meet(place, a, b, 0.2)] })
  [seen == [false, true]]
}

pipeline only_the_branch_taken(place: String) -> List(Bool) {
  let a = if place == "" { right(place) } else { meet(place, "left", "right", 0.2) }
  let b = option.map(None, fn(name) { meet(place, name, "left", 0.2) })
  [!a, b == None]
}

pipeline main(place: String) -> List(Bool) {
  lets(place)
}
`;

const atOnce = [
  "lets",
  "arguments",
  "entries",
  "attempts",
  "branches",
  "elements",
  "values",
  "nested",
  "beside_a_fan_out",
  "statements",
];
const inOrder = ["in_order", "by_a_value", "condition_first", "folded", "only_the_branch_taken"];

test("what does not need each other's value runs at the same time, and what does, in order", async () => {
  await within({ "main.lk": source, "outside.py": python }, async (place) => {
    for (const name of [...atOnce, ...inOrder]) {
      const found = await place.value({ place: name }, "main.lk", name);
      expect([name, found]).toEqual([name, (found as boolean[]).map(() => true)]);
    }
    expect(existsSync(join(place.folder, "statements", "beside"))).toBe(true);
    expect(existsSync(join(place.folder, "only_the_branch_taken", "right"))).toBe(false);
  });
}, 120_000);
