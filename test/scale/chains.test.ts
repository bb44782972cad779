import { hold } from "./held.js";
import { chains } from "./shapes/chains.js";

hold(chains);
