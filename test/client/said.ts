import { PlatformProblem } from "../../src/client/problem.js";

/** A password, and how it stands in an address. */
export const SECRET = "s3cr3t+of/the:kind";
export const ESCAPED = "s3cr3t%2Bof%2Fthe%3Akind";

/** What is said of a server that cannot be used: on one line, with a hint, and without anything secret. */
export async function said(opening: Promise<void>): Promise<string> {
  const error = await opening.then(
    () => new Error("it opens"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlatformProblem);
  const { message, hint } = error as PlatformProblem;
  expect(message).not.toContain("\n");
  expect(`${message} ${hint} ${JSON.stringify(error)}`).not.toContain(SECRET);
  expect(`${message} ${hint}`).not.toContain(ESCAPED);
  expect(hint).toBeDefined();
  return `${message}; ${hint}`;
}
