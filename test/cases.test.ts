import { join } from "node:path";
import { caseName, findPages, readCase, runCase } from "./harness/cases";
import { DirectEvaluation } from "./harness/direct";

const folder = join(__dirname, "cases");
const evaluation = new DirectEvaluation();

afterAll(() => evaluation.end());

// Each page is read by its own test, so that a broken one does not take the others with it.
for (const path of findPages(folder))
  test(caseName(folder, path), () => runCase(readCase(path), evaluation), 30_000);
