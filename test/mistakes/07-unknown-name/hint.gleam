pub fn total(price: Int, quantity: Int) -> Int {
  price * quantity
}
