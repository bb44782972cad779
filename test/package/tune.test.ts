import { spawnSync } from "node:child_process";
import { settings } from "../../src/start/tune.js";

test("this node knows each of V8's settings", () => {
  expect(settings).not.toEqual([]);
  for (const setting of settings) {
    const { status, stderr } = spawnSync(process.execPath, [setting, "-e", "0"], { encoding: "utf8" });
    expect({ setting, status, stderr }).toEqual({ setting, status: 0, stderr: "" });
  }
});
