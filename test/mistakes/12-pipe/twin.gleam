pub fn fold(over list: List(a), from initial: b, with fun: fn(b, a) -> b) -> b {
  case list {
    [] -> initial
    [first, ..rest] -> fold(rest, fun(initial, first), fun)
  }
}

pub fn sum(xs: List(Int)) -> Int {
  0 |> fold(xs, fn(total, x) { total + x })
}
