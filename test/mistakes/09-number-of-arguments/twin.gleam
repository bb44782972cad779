pub fn volume(width: Int, height: Int, depth: Int) -> Int {
  width * height * depth
}

pub fn box() -> Int {
  volume(2, 3)
}
