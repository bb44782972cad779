pub fn parts(text: String) -> List(String) {
  string.split(text, ",")
}
