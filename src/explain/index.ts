export { checkExample } from "./example.js";
export { explainJson, listJson } from "./json.js";
export { errorPages } from "./page.js";
export { PHASES, type Phase, phaseOf } from "./phases.js";
export { groupedCodes, relatedCodes } from "./related.js";
export { explainText, listText } from "./text.js";
