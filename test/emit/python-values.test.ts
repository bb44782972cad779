import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expectTests } from "./harness";

const folder = join(__dirname, "programs");

/** Each file of `programs/` is a program whose tests hold. */
describe("emitted Python computes what the reference says", () => {
  test.each(readdirSync(folder))("%s", (name) => expectTests(readFileSync(join(folder, name), "utf8")));
});
