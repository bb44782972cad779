import { hold } from "./held.js";
import { manyModules } from "./shapes/modules.js";

hold(manyModules);
