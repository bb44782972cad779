pub fn gross(net: Float) -> Float {
  net * 2
}
