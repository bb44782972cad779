pub fn greeting(name: String) -> String {
  "Hello, " <> name <> "!
}
