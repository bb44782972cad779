pub fn apply_to_itself(f) {
  f(f)
}
