import { nearPath } from "../../src/text/near-path.js";

const modules = ["main", "list", "shop/main", "shop/currency", "shop/a", "eu/tax_rates", "src/prices"];

test.each<[string, string | undefined]>([
  ["currency", "shop/currency"],
  ["src/shop/currency", "shop/currency"],
  ["shop/currncy", "shop/currency"],
  ["shp/currency", "shop/currency"],
  ["shp/curency", "shop/currency"],
  ["curency", "shop/currency"],
  ["lists", "list"],
  ["shop/list", "list"],
  ["shop/mian", "shop/main"],
  ["taxrates", "eu/tax_rates"],
  ["shop/c", undefined],
  ["shop/warehouse", undefined],
  ["shop/prices_of_all", undefined],
  ["main", "shop/main"],
])("%s: %s", (path, expected) => {
  expect(nearPath(path, modules)).toBe(expected);
});
