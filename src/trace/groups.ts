import { className, type Failure, type Frame, isForeign, isRepetition } from "./failure.js";

/** Elements that failed in one place with one class. */
export interface FailureGroup {
  /** The first of them. */
  readonly first: Failure;
  /** Indices from the outermost fan-out inwards, with `/` between them, in order. */
  readonly elements: readonly string[];
  /** How many different messages they have. */
  readonly messages: number;
}

/** Groups failures by their cause: class and the line that failed. The largest group is first. */
export function groupFailures(failures: readonly Failure[]): FailureGroup[] {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const known = groups.get(causeOf(failure));
    if (known) known.push(failure);
    else groups.set(causeOf(failure), [failure]);
  }
  return [...groups.values()]
    .map((group) => ({
      first: group[0]!,
      elements: group.map(elementsOf),
      messages: new Set(group.map(({ message }) => message)).size,
    }))
    .sort((a, b) => b.elements.length - a.elements.length);
}

function causeOf(failure: Failure): string {
  const at = framesOf(failure)[0];
  return JSON.stringify([className(failure), at?.function, at?.file, at?.line]);
}

function elementsOf(failure: Failure): string {
  return framesOf(failure)
    .reverse()
    .flatMap(({ element }) => element?.index ?? [])
    .join("/");
}

function framesOf({ frames }: Failure): Frame[] {
  return frames.filter((entry): entry is Frame => !isForeign(entry) && !isRepetition(entry));
}

/** Indices as text, with ranges for those that follow each other: `0-6, 8, 12/3-12/5`. */
export function ranges(elements: readonly string[], most: number): string {
  const parts: string[] = [];
  for (let at = 0; at < elements.length; ) {
    let end = at;
    while (end + 1 < elements.length && elements[end + 1] === next(elements[end]!)) end++;
    parts.push(
      end === at
        ? elements[at]!
        : end === at + 1
          ? `${elements[at]}, ${elements[end]}`
          : `${elements[at]}-${elements[end]}`,
    );
    at = end + 1;
  }
  return parts.length > most ? `${parts.slice(0, most).join(", ")}, ...` : parts.join(", ");
}

function next(element: string): string {
  const at = element.lastIndexOf("/") + 1;
  return `${element.slice(0, at)}${Number(element.slice(at)) + 1}`;
}
