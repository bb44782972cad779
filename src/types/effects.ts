import type { ResolvedFunction } from "../names/index.js";
import type { Environment } from "./environment.js";

/**
 * Notes which functions of a module have effects: externals that are not pure, and what mentions one that has effects, by a fixed
 * point over the module. The library marks what only logs as pure.
 */
export function noteEffects(functions: readonly ResolvedFunction[], environment: Environment): void {
  const users = new Map<object, ResolvedFunction[]>();
  const queue: ResolvedFunction[] = [];
  for (const one of functions) {
    for (const mentioned of one.mentions) {
      const list = users.get(mentioned);
      if (list) list.push(one);
      else users.set(mentioned, [one]);
    }
    const python = one.external ?? one.python;
    const impure = python !== undefined && !python.pure;
    if (impure || [...one.mentions].some((symbol) => environment.hasEffects(symbol))) {
      environment.setEffects(one.symbol);
      queue.push(one);
    }
  }
  for (const one of queue) {
    for (const user of users.get(one.symbol) ?? []) {
      if (environment.hasEffects(user.symbol)) continue;
      environment.setEffects(user.symbol);
      queue.push(user);
    }
  }
}
