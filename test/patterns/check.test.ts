import { verdict } from "./harness";

const fine = { missing: [], arms: [], alternatives: [] };

describe("what is missing", () => {
  test.each([
    ["Red\nGreen", ["Amber"]],
    ["Red", ["Amber", "Green"]],
    ["Some(1)\nNone", ["Some(_)"]],
    ["Some(Red)\nNone", ["Some(Amber)", "Some(Green)"]],
    ["(true, _)\n(_, true)", ["(false, false)"]],
    ["[]\n[x]", ["[_, _, ..]"]],
    ["[_, ..]", ["[]"]],
    ["[x, ..]\n[true]", ["[]"]],
    ["[true, ..]\n[]", ["[false, ..]"]],
    ['"a"\n"b"', ["_"]],
    ['("a", 1)\n(_, 2)', ["(_, _)"]],
    ['("a\\"\\$\\n\\u{1}", Red)\n(_, Amber | Green)', ["(_, Red)"]],
    ['("a\\"\\$\\n\\u{1}", Red)\n("b", _)\n(_, Amber | Green)', ["(_, Red)"]],
    ['(Red, "a\\"\\$\\n\\u{1}")\n(Amber, "a\\"\\$\\n\\u{1}")\n(_, "b")', ["(_, _)"]],
    ["-1\n0", ["_"]],
    ["Branch(Leaf, _, _)\nLeaf", ["Branch(Branch(..), _, _)"]],
    ["Point(1, _)\nPoint(_, 2)", ["Point(..)"]],
    ["x if g", ["_"]],
    ["Red if g\nAmber\nGreen", ["Red"]],
    ["Some(x) if g\nNone", ["Some(_)"]],
    ["Some(Some(x))\nNone", ["Some(None)"]],
  ])("%j", (text, missing) => {
    expect(verdict(text).missing).toEqual(missing);
  });

  test.each([
    "_",
    "x",
    "()",
    "(a, b)",
    "Red | Amber | Green",
    "Some(x)\nNone",
    "[]\n[_]\n[_, _, ..]",
    "[..]",
    "true\nfalse",
    "(true, _)\n(false, x)",
    "x if g\n_",
    "Point(a, b)",
    "(Red as c) | Amber\nGreen",
    "Ok([])\nOk([_, ..])\nError(_)",
  ])("nothing in %j", (text) => {
    expect(verdict(text)).toEqual(fine);
  });
});

describe("useless arms name what covers them", () => {
  test.each([
    ["_\nRed", ["2 by 1"]],
    ["Red\nAmber\nGreen\n_", ["4"]],
    ["1\n2\n1\n_", ["3 by 1"]],
    ["Some(_)\nSome(1)\nNone", ["2 by 1"]],
    ["[x, ..]\n[1, 2]\n[]", ["2 by 1"]],
    ["(true, _)\n(false, _)\n(_, _)", ["3"]],
    ["x if g\ny\nz", ["3 by 2"]],
    ["x if g\nx if g\n_", []],
    ["_\nx if g", ["2 by 1"]],
    ['"a" | "b"\n"b"\n_', ["2 by 1"]],
    ["Some(Red | Amber)\nSome(Green)\nSome(Red)\nNone", ["3 by 1"]],
    ["[a, b]\n[..]\n[]", ["3 by 2"]],
  ])("%j", (text, expected) => {
    expect(verdict(text).arms).toEqual(expected);
  });
});

describe("useless alternatives", () => {
  test.each([
    ["1 | 2 | 1\n_", ["1 1 by 1"]],
    ["Red\nAmber | Red\nGreen", ["2 Red by Red"]],
    ["(1 | 1, true)\n_", ["1 1 by 1"]],
    ["Some(1)\nSome(2 | 1)\n_", ["2 1 by Some(1)"]],
    ["_ | Red", ["1 Red by _"]],
    ["(true, 1)\n(false, 1)\n(_, 2 | 1)\n_", ["3 1"]],
    ["Some(1 | 2) | Some(2)\n_", ["1 Some(2) by Some(1 | 2)"]],
    ["Red | Amber | Green\n", []],
  ])("%j", (text, expected) => {
    expect(verdict(text).alternatives).toEqual(expected);
  });
});
