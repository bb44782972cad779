import { join } from "node:path";
import { caseName, findCases, runCase } from "./harness/cases";
import { DirectEvaluation } from "./harness/direct";

const folder = join(__dirname, "cases");
const evaluation = new DirectEvaluation();

afterAll(() => evaluation.end());

for (const page of findCases(folder)) test(caseName(folder, page), () => runCase(page, evaluation), 30_000);
