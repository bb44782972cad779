export { watch } from "./watch.js";
export { type Watched, WatchLimit, type World } from "./world.js";
