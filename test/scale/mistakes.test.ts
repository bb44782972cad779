import { hold } from "./held.js";
import { mistakes } from "./shapes/mistakes.js";

hold(mistakes);
