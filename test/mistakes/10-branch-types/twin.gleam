pub fn counted(count: Int) {
  case count == 1 {
    True -> "one"
    False -> count
  }
}
