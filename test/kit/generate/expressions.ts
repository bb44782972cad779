import { common } from "./common";
import { remote } from "./functions";
import { literalOf } from "./literals";
import { makers } from "./makers";
import { irrefutable } from "./matching";
import type { Scope } from "./scope";
import { same, show, type Type } from "./types";

/** A way to write an expression of a type; undefined where it has none here. */
export type Maker = (type: Type, scope: Scope, size: number) => string | undefined;

/** An expression of the type; `size` bounds its nesting. */
export function expression(type: Type, scope: Scope, size: number): string {
  const { choices } = scope.world;
  const known = scope.locals.filter((each) => same(each.type, type));
  if (size <= 0 || choices.chance(20)) {
    if (known.length > 0 && choices.chance(80)) return choices.pick(known).name;
    if (size <= 0) return literalOf(type, scope);
  }
  const candidates = choices.chance(45) ? common : (makers[type.kind] ?? common);
  for (let tries = 0; tries < 3; tries++) {
    const made = choices.pick(candidates)(type, scope, size);
    if (made !== undefined) return made;
  }
  return known.length > 0 ? choices.pick(known).name : literalOf(type, scope);
}

/** `{ … }` with a few `let`s before its result. */
export function block(type: Type, scope: Scope, size: number, most = 2): string {
  const { choices } = scope.world;
  const lines: string[] = [];
  let inner = scope;
  if (!scope.oneLine) {
    for (let left = choices.between(0, most); left > 0; left--) {
      const statement = letStatement(inner, size - 1);
      lines.push(statement.text);
      inner = statement.scope;
    }
  }
  const result = expression(type, inner, size - 1);
  if (scope.oneLine) return `{ ${result} }`;
  return `{\n${[...lines, result].join("\n")}\n}`;
}

/** A `let`, and the scope behind it. */
export function letStatement(scope: Scope, size: number): { text: string; scope: Scope } {
  const { world } = scope;
  const { choices } = world;
  if (scope.nodes && choices.chance(12))
    return { text: `let _ = ${expression(choices.pick(world.pool), scope, size)}`, scope };
  const distant = scope.nodes && choices.chance(60) ? remote(scope, size) : undefined;
  const type = distant?.type ?? choices.pick(world.pool);
  const value = distant?.text ?? expression(type, scope, size);
  if ((type.kind === "Tuple" || type.kind === "User") && choices.chance(40)) {
    const { pattern, binds } = irrefutable(type, scope);
    return {
      text: `let ${pattern}: ${show(type)} = ${value}`,
      scope: { ...scope, locals: [...scope.locals, ...binds] },
    };
  }
  const shadowed = choices.chance(10) ? scope.locals.at(-1)?.name : undefined;
  const name = shadowed ?? `v${++world.counter}`;
  const locals = [...scope.locals.filter((each) => each.name !== name), { name, type }];
  // What says nothing about its type gets it here: `json.encode` has to know it.
  const annotation =
    /^(\[\]|None|Ok|Error|dict\.from_list\(\[\]\))/.test(value) || choices.chance(60)
      ? `: ${show(type)}`
      : "";
  return { text: `let ${name}${annotation} = ${value}`, scope: { ...scope, locals } };
}
