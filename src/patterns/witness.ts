import type { Head } from "./shapes.js";

/** A value that no arm takes: undefined where anything does. */
export type Witness = { readonly head: Head; readonly args: readonly Witness[] } | undefined;

/** A witness as a pattern that can stand as an arm. */
export function witnessText(witness: Witness): string {
  if (!witness) return "_";
  const { head, args } = witness;
  switch (head.key) {
    case "()":
      return `(${args.map(witnessText).join(", ")})`;
    case "[]":
      return "[]";
    case "::":
      return listText(witness);
    default:
      if (args.length === 0) return head.text;
      return args.length > 1 && args.every((arg) => !arg)
        ? `${head.text}(..)`
        : `${head.text}(${args.map(witnessText).join(", ")})`;
  }
}

function listText(list: NonNullable<Witness>): string {
  const items: string[] = [];
  let rest: Witness = list;
  while (rest && rest.head.key === "::") {
    items.push(witnessText(rest.args[0]));
    rest = rest.args[1];
  }
  if (!rest) items.push("..");
  return `[${items.join(", ")}]`;
}

/** Without those that another one includes. */
export function widest(witnesses: readonly Witness[]): Witness[] {
  return witnesses.filter((witness, index) => {
    return !witnesses.some((other, at) => {
      return at !== index && includes(other, witness) && (at < index || !includes(witness, other));
    });
  });
}

function includes(wide: Witness, narrow: Witness): boolean {
  if (!wide) return true;
  if (narrow?.head.key !== wide.head.key) return false;
  return wide.args.every((arg, index) => includes(arg, narrow.args[index]));
}
