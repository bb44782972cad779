pub type Nested(a) {
  Flat(value: a)
  Deeper(inner: Nested(List(a)))
}

pub fn depth(nested) {
  case nested {
    Flat(_) -> 1
    Deeper(inner) -> 1 + depth(inner)
  }
}
