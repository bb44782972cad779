/**
 * Where a generator's chance comes from: a recorded list of numbers. From a seed they are drawn by SplitMix64 and written down; a
 * recorded list plays the same decisions again, and a shorter or smaller list gives a smaller program. So shrinking works on the
 * list, and never has to know what is generated (Hypothesis, "internal reduction").
 */
export class Choices {
  readonly made: number[] = [];
  private state: bigint;
  private readonly recorded: readonly number[] | undefined;

  private constructor(state: bigint, recorded: readonly number[] | undefined) {
    this.state = state;
    this.recorded = recorded;
  }

  static fromSeed(seed: number): Choices {
    return new Choices(BigInt(seed), undefined);
  }

  /** Past the end of the list every choice is 0, the simplest. */
  static replay(recorded: readonly number[]): Choices {
    return new Choices(0n, recorded);
  }

  /** A number from 0 to `bound - 1`; generators put what is simplest at 0. */
  below(bound: number): number {
    const value = this.recorded
      ? Math.min(this.recorded[this.made.length] ?? 0, bound - 1)
      : this.draw(bound);
    this.made.push(value);
    return value;
  }

  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True `percent` times in a hundred; false is the simpler. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  pick<T>(options: readonly T[]): T {
    return options[this.below(options.length)] as T;
  }

  /** `count` is drawn first, so that a smaller number leaves elements out. */
  list<T>(low: number, high: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.between(low, high) }, (_, index) => make(index));
  }

  private draw(bound: number): number {
    const mask = (1n << 64n) - 1n;
    this.state = (this.state + 0x9e3779b97f4a7c15n) & mask;
    let mixed = this.state;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & mask;
    mixed ^= mixed >> 31n;
    return Number(mixed % BigInt(bound));
  }
}
