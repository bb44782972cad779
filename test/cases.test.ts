import { join } from "node:path";
import { caseName, findCases, runCase } from "./harness/cases";

const folder = join(__dirname, "cases");

for (const page of findCases(folder)) test(caseName(folder, page), () => runCase(page));
