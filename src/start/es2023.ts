/**
 * Node 20 gives scripts that build a snapshot no `toReversed`, `toSorted`, `toSpliced` and `with` of arrays: V8 adds them when a process starts, also one from a snapshot.
 * Adds what is missing.
 * @returns takes it away again, so that V8 finds the prototype as it left it
 */
export function addArrayMethods(): () => void {
  const missing = Object.entries(METHODS).filter(([name]) => !(name in Array.prototype));
  for (const [name, value] of missing) {
    Object.defineProperty(Array.prototype, name, {
      value,
      configurable: true,
      enumerable: false,
      writable: true,
    });
  }
  return () => {
    for (const [name] of missing) Reflect.deleteProperty(Array.prototype, name);
  };
}

const METHODS = {
  toReversed(this: unknown[]) {
    return [...this].reverse();
  },
  toSorted(this: unknown[], compare?: (a: unknown, b: unknown) => number) {
    return [...this].sort(compare);
  },
  toSpliced(this: unknown[], ...args: [number, number, ...unknown[]]) {
    const copy = [...this];
    copy.splice(...args);
    return copy;
  },
  with(this: unknown[], index: number, value: unknown) {
    const copy = [...this];
    copy[index < 0 ? index + copy.length : index] = value;
    return copy;
  },
};
