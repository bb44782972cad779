/** In a file of its own: TLS takes as long to load as all the rest. */
export { request } from "node:https";
