import { hold } from "./held.js";
import { nesting } from "./shapes/nesting.js";

hold(nesting);
