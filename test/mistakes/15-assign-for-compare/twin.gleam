pub fn is_zero(n: Int) -> Bool {
  case n = 0 {
    True -> True
    False -> False
  }
}
