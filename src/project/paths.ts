/** Paths with `/`, without the platform's module: the room works over any file system. */

/** `join("a/", "b")` is `a/b`; an empty or `.` first part is left out. */
export function join(first: string, second: string): string {
  if (first === "" || first === ".") return second;
  return first.endsWith("/") ? first + second : `${first}/${second}`;
}

/** The last part. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Everything before the last part; `/` at the top. */
export function dirname(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash <= 0 ? "/" : path.slice(0, slash);
}

/** An absolute path without `.`, `..` and empty parts. */
export function absolute(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${folder}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** A path as shown to somebody in `folder`: relative. */
export function relative(folder: string, path: string): string {
  const from = folder.split("/").filter((part) => part !== "");
  const to = path.split("/").filter((part) => part !== "");
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).fill(".."), ...to.slice(shared)].join("/") || ".";
}

/** Whether a path lies in a folder, at any depth. */
export function within(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
