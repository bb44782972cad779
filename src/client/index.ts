export { type Build, type BuildDescriptor, chooseBuild, listBuilds } from "./builds.js";
export { type CallCounts, callCounts } from "./counts.js";
export { cancelSession, findEnd, findEnds, type SessionEnd, withEnd } from "./ends.js";
export type { SessionEntry, SessionState } from "./entry.js";
export { type BrokerFacts, examineBroker, examineStore, type StoreFacts } from "./examine.js";
export { Platform } from "./platform.js";
export { PlatformProblem } from "./problem.js";
export {
  findEntry,
  listSessions,
  sessionOfKey,
} from "./sessions.js";
export { checkRelease, type Settings, settings } from "./settings.js";
export { type Start, startSession } from "./start.js";
export { waitForEnd, waitForEnds } from "./waiting.js";
