import { hold } from "./held.js";
import { records } from "./shapes/records.js";

hold(records);
