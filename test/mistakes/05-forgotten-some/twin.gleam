pub type Option(a) {
  Some(value: a)
  None
}

pub fn nickname(name: String) -> Option(String) {
  case name == "Robert" {
    True -> "Bob"
    False -> None
  }
}
