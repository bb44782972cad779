import { similar } from "./similar.js";

/**
 * The path with `/` that is meant by one that does not exist: of the same last part in another folder, else one much like it whose last part is like
 * its own, else one with such a last part in another folder. That the folders are equal alone says nothing: `shop/c` does not mean `shop/a`.
 */
export function nearPath(path: string, candidates: Iterable<string>): string | undefined {
  const others = [...candidates].filter((candidate) => candidate !== path);
  const last = lastPart(path);
  const moved = others.find((other) => lastPart(other) === last);
  if (moved !== undefined) return moved;
  const like = others.filter((other) => similar(last, [lastPart(other)]) !== undefined);
  const near = similar(path, like);
  if (near !== undefined) return near;
  const part = similar(last, like.map(lastPart));
  return like.find((other) => lastPart(other) === part);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
