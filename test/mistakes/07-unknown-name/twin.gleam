pub fn total(price: Int, quantity: Int) -> Int {
  price * quantitiy
}
