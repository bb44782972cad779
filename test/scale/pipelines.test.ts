import { hold } from "./held.js";
import { pipelines } from "./shapes/pipelines.js";

hold(pipelines.map((shape) => ({ ...shape, drawn: true })));
