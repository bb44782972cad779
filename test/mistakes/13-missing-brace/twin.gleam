pub fn sign(n: Int) -> Int {
  case n < 0 {
    True -> {
      -1
    False -> 1
  }
}

pub fn twice(n: Int) -> Int {
  n * 2
}
