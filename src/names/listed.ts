/** What a module has of the kind that was looked for, where that can be read at a glance; the end of a hint. */
export function listed(what: string, candidates: Iterable<string>): string | undefined {
  const names = [...candidates];
  if (names.length === 0) return `it declares no ${what}`;
  return names.length > 6 ? undefined : `it has ${names.map((name) => `\`${name}\``).join(", ")}`;
}
