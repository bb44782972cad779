pub fn ship(city city: String, express express: Bool) -> String {
  case express {
    True -> city <> " by air"
    False -> city
  }
}

pub fn order() -> String {
  ship(city: "Oslo", expres: True)
}
