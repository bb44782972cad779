pub fn apply_to_itself(f: fn(a) -> b) -> b {
  f(f)
}
