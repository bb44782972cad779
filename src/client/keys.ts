/** A key of a session in Redis; the braces are its hash tag, by which all of them lie on one node of a cluster. */
export function sessionKey(session: string, kind: string): string {
  return `lk:{${session}}:${kind}`;
}
