/** Values of number literals, and what is wrong with those that are none. */

/** More digits than this are refused: turning them into a number takes longer than all the rest of a compilation. */
export const maximumDigits = 100_000;

export function intValue(image: string): bigint {
  return BigInt(image.replaceAll("_", ""));
}

export function floatValue(image: string): number {
  return Number(image.replaceAll("_", ""));
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration literal such as `200ms`. */
export function durationValue(image: string): number {
  const [, digits, unit] = /^([0-9_]+)([a-z]+)$/.exec(image)!;
  return Number(digits!.replaceAll("_", "")) * units[unit!]!;
}

/** A repair for what begins like a number and is none, where one is clear. */
export function repairNumber(image: string): string | undefined {
  const duration = /^([0-9]+)\.([0-9]+)(s|m|h)$/.exec(image);
  if (duration) {
    const milliseconds = Number(`${duration[1]}.${duration[2]}`) * units[duration[3]!]!;
    return Number.isInteger(milliseconds) ? `${milliseconds}ms` : undefined;
  }
  if (/^[0-9_]+\.$/.test(image)) return `${image}0`;
  if (/^0[XB]/.test(image)) return repairNumber(image.toLowerCase()) ?? image.toLowerCase();
  const single = withSingleUnderscores(image);
  if (single !== image && number.test(single)) return single;
  if (/^0o[0-7]+$/.test(image)) return `0x${Number(image).toString(16)}`;
  return undefined;
}

const number =
  /^(?:0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|0b[01]+(?:_[01]+)*|[0-9][0-9_]*(?:(?:\.[0-9_]+)?(?:[eE][0-9_]+)?|ms|s|m|h))$/;

/** Without the `_` that stand beside another `_` or beside what is no digit. */
function withSingleUnderscores(image: string): string {
  const single = image.replace(/_+/g, "_").replace(/_$/, "");
  if (/^0[xb]/.test(single)) return single.replace(/^(..)_/, "$1");
  return single.replace(/_?([.eE])_?/g, "$1").replace(/_(?=[a-z]+$)/, "");
}
