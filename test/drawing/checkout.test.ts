import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { svg } from "../../src/drawing";
import { drawn, example } from "./programs";

const file = join(__dirname, "../../docs/picture/checkout.svg");

test("the documentation's picture is what is drawn now; `LK_GOLDEN=write` writes it anew", () => {
  const picture = svg(drawn(example("checkout"))!.drawing);
  if (process.env.LK_GOLDEN === "write") writeFileSync(file, picture);
  expect(readFileSync(file, "utf8")).toBe(picture);
});
