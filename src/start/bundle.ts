import { startupSnapshot } from "node:v8";
import { run } from "../cli/process.js";
import { addArrayMethods } from "./es2023.js";
import { tune } from "./tune.js";
import { warm } from "./warm.js";

if (startupSnapshot.isBuildingSnapshot()) {
  const takeAway = addArrayMethods();
  void warm().finally(takeAway);
  startupSnapshot.setDeserializeMainFunction(() => {
    tune();
    void run();
  });
} else if (process.env.LK_WARM === "1") {
  // Asked by prepare.ts: compile what commands use, so that the code cache holds it.
  void warm();
} else {
  void run();
}
