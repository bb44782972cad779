/** The counterpart of `secure.ts`. */
export { request } from "node:http";
