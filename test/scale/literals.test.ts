import { hold } from "./held.js";
import { literals } from "./shapes/literals.js";

hold(literals);
