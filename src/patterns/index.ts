export {
  type ArmPattern,
  checkMatch,
  type MatchResult,
  refutedBy,
  type UselessAlternative,
  type UselessArm,
} from "./check.js";
export { reportIrrefutable, reportMatch } from "./report.js";
export type { Types } from "./shapes.js";
