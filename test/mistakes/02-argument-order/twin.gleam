pub fn repeated(text: String, times: Int) -> String {
  case times <= 1 {
    True -> text
    False -> text <> repeated(text, times - 1)
  }
}

pub fn cheer() -> String {
  repeated(3, "hey ")
}
