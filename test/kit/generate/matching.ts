import { block, expression } from "./expressions";
import { fresh, type Local, local, type Scope, withLocals } from "./scope";
import { bool, type Type } from "./types";

/** A pattern with what it binds. */
export interface Arm {
  readonly pattern: string;
  readonly binds: readonly Local[];
}

/** A `match` on something of the pool. */
export function branches(type: Type, scope: Scope, size: number): string | undefined {
  if (scope.oneLine) return undefined;
  const { world } = scope;
  const { choices } = world;
  const known = scope.locals.filter((each) => each.type.kind !== "Failure");
  const subject =
    known.length > 0 && choices.chance(60)
      ? choices.pick(known)
      : { name: "", type: choices.pick(world.pool) };
  const text = subject.name === "" ? expression(subject.type, scope, size - 1) : subject.name;
  const arms = armsOf(subject.type, scope).map(({ pattern, binds }) => {
    const inner = withLocals(scope, ...binds);
    const body = choices.chance(30) ? block(type, inner, size - 1, 1) : expression(type, inner, size - 1);
    return `${pattern} -> ${body}`;
  });
  return `match ${text} {\n${arms.join("\n")}\n}`;
}

function armsOf(type: Type, scope: Scope): Arm[] {
  const { world } = scope;
  const { choices, users } = world;
  const bind = (of: Type): Local => ({ name: fresh(world, "m"), type: of });
  const whole = bind(type);
  const rest: Arm = choices.chance(50)
    ? { pattern: "_", binds: [] }
    : { pattern: whole.name, binds: [whole] };
  const guarded = (): Arm => {
    const it = bind(type);
    const guard = expression(bool, local(withLocals(scope, it)), 1);
    return { pattern: `${it.name} if ${guard}`, binds: [it] };
  };
  switch (type.kind) {
    case "Int":
      return [
        ...choices.list(1, 2, () => ({ pattern: choices.pick(["0", "1 | 2", "-1", "3"]), binds: [] })),
        guarded(),
        rest,
      ];
    case "String":
      return [{ pattern: choices.pick(['""', '"a" | "kit"']), binds: [] }, rest];
    case "Bool":
      return [
        { pattern: "true", binds: [] },
        { pattern: "false", binds: [] },
      ];
    case "Option": {
      const inside = irrefutable(type.of, scope);
      return [
        ...(choices.chance(30) ? [nested(type, scope)] : []),
        { pattern: `Some(${inside.pattern})`, binds: inside.binds },
        { pattern: "None", binds: [] },
      ];
    }
    case "Result": {
      const [good, bad] = [irrefutable(type.of, scope), irrefutable(type.error, scope)];
      return [
        ...(choices.chance(30) ? [nested(type, scope)] : []),
        { pattern: `Ok(${good.pattern})`, binds: good.binds },
        { pattern: `Error(error: ${bad.pattern})`, binds: bad.binds },
      ];
    }
    case "List": {
      const [only, first, others] = [bind(type.of), bind(type.of), bind(type)];
      const one: Arm[] = choices.chance(50) ? [{ pattern: `[${only.name}]`, binds: [only] }] : [];
      return [
        ...(choices.chance(30) ? [nested(type, scope)] : []),
        { pattern: "[]", binds: [] },
        ...one,
        { pattern: `[${first.name}, ..${others.name}] as ${whole.name}`, binds: [first, others, whole] },
      ];
    }
    case "Tuple": {
      const special = choices.chance(60) ? [nested(type, scope)] : [];
      return [...special, irrefutable(type, scope)];
    }
    case "User": {
      const user = users.find((each) => each.name === type.name)!;
      const arms = user.constructors.map((variant) => {
        if (variant.fields.length === 0) return { pattern: variant.name, binds: [] };
        if (choices.chance(20)) return { pattern: `${variant.name}(..)`, binds: [] };
        const parts = variant.fields.map((field) => ({ ...bind(field.type), label: field.name }));
        const shown = choices.chance(50)
          ? parts.map((part) => `${part.label}: ${part.name}`)
          : parts.map((part) => part.name);
        return { pattern: `${variant.name}(${shown.join(", ")})`, binds: parts };
      });
      return arms.length > 2 && choices.chance(40) ? [arms[0]!, rest] : arms;
    }
    default:
      return [guarded(), rest];
  }
}

/** A pattern that always matches: tuples and records are taken apart, here and there. */
export function irrefutable(type: Type, scope: Scope): Arm {
  const { world } = scope;
  const { choices, users } = world;
  if (type.kind === "Tuple" && choices.chance(60))
    return joined(
      "(",
      type.items.map((item) => irrefutable(item, scope)),
    );
  const user = type.kind === "User" ? users.find((each) => each.name === type.name) : undefined;
  if (user?.form === "record" && choices.chance(60)) {
    const [first, ...others] = user.constructors[0]!.fields;
    const inner = irrefutable(first!.type, scope);
    const rest = others.length > 0 ? ", .." : "";
    return { pattern: `${user.name}(${first!.name}: ${inner.pattern}${rest})`, binds: inner.binds };
  }
  if (choices.chance(10)) return { pattern: "_", binds: [] };
  const it = { name: fresh(world, "m"), type };
  return { pattern: it.name, binds: [it] };
}

/** A pattern that may not match, some levels deep. */
function nested(type: Type, scope: Scope, depth = 2): Arm {
  const { choices, users } = scope.world;
  const inner = (of: Type): Arm =>
    depth > 0 && choices.chance(60) ? nested(of, scope, depth - 1) : irrefutable(of, scope);
  switch (type.kind) {
    case "Int":
      return { pattern: choices.pick(["0", "1", "-1", "2 | 3"]), binds: [] };
    case "String":
      return { pattern: choices.pick(['""', '"a"', '"kit" | "é🎈"']), binds: [] };
    case "Bool":
      return { pattern: choices.pick(["true", "false"]), binds: [] };
    case "Option":
      return choices.chance(70) ? joined("Some(", [inner(type.of)]) : { pattern: "None", binds: [] };
    case "Result":
      return choices.chance(50) ? joined("Ok(", [inner(type.of)]) : joined("Error(", [inner(type.error)]);
    case "List":
      return joined(
        "[",
        choices.list(1, 2, () => inner(type.of)),
        choices.chance(50) ? ".." : undefined,
      );
    case "Tuple":
      return joined("(", type.items.map(inner));
    case "User": {
      const user = users.find((each) => each.name === type.name)!;
      const variant = choices.pick(user.constructors);
      if (variant.fields.length === 0) return { pattern: variant.name, binds: [] };
      return joined(
        `${variant.name}(`,
        variant.fields.map((field) => inner(field.type)),
      );
    }
    default:
      return irrefutable(type, scope);
  }
}

function joined(open: string, parts: readonly Arm[], rest?: string): Arm {
  const texts = [...parts.map((part) => part.pattern), ...(rest ? [rest] : [])];
  return {
    pattern: `${open}${texts.join(", ")}${open === "[" ? "]" : ")"}`,
    binds: parts.flatMap((part) => part.binds),
  };
}
