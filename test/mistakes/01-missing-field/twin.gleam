pub type Line {
  Line(sku: String, quantity: Int, price: Int)
}

pub fn first_line() -> Line {
  Line(sku: "pen", price: 2)
}
