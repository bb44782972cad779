export { stateFolder } from "./folder.js";
export { makeFolder } from "./make.js";
export {
  findSession,
  isAlive,
  LEAST_PREFIX,
  newSession,
  type OpenSession,
  openSession,
  type Search,
  sessionFolder,
} from "./sessions.js";
