import { hold } from "./held.js";
import { matches } from "./shapes/matches.js";

hold(matches);
