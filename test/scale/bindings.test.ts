import { hold } from "./held.js";
import { bindings } from "./shapes/bindings.js";

hold(bindings);
