import { hold } from "./held.js";
import { functions } from "./shapes/functions.js";

hold(functions);
