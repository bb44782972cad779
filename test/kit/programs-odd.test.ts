import { holdPrograms } from "./hold-programs";

describe("generated programs mean the same in every evaluation", () => holdPrograms(1, 2));
