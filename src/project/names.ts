/** A name for a project that is made from another text: of a folder, of a file. */
export function projectName(text: string): string {
  return nameFrom(text) || "program";
}

/** The valid project name that is nearest to a text; empty where nothing of it can stand in one. */
export function nameFrom(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}
