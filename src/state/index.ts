export { stateFolder } from "./folder.js";
export { makeFolder } from "./make.js";
export {
  findSession,
  isAlive,
  LEAST_PREFIX,
  newSession,
  openSession,
  type Search,
  sessionFolder,
} from "./sessions.js";
