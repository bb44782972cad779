import { block, expression } from "./expressions";
import { fresh, type Local, local, type Scope, withLocals } from "./scope";
import { bool, type Type } from "./types";

interface Arm {
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
      const inside = bind(type.of);
      return [
        { pattern: `Some(${inside.name})`, binds: [inside] },
        { pattern: "None", binds: [] },
      ];
    }
    case "Result": {
      const [good, bad] = [bind(type.of), bind(type.error)];
      return [
        { pattern: `Ok(${good.name})`, binds: [good] },
        { pattern: `Error(error: ${bad.name})`, binds: [bad] },
      ];
    }
    case "List": {
      const [only, first, others] = [bind(type.of), bind(type.of), bind(type)];
      const one: Arm[] = choices.chance(50) ? [{ pattern: `[${only.name}]`, binds: [only] }] : [];
      return [
        { pattern: "[]", binds: [] },
        ...one,
        { pattern: `[${first.name}, ..${others.name}] as ${whole.name}`, binds: [first, others, whole] },
      ];
    }
    case "Tuple": {
      const parts = type.items.map(bind);
      const special = type.items[0]!.kind === "Int" ? [intFirst(type, world)] : [];
      return [...special, { pattern: `(${parts.map((part) => part.name).join(", ")})`, binds: parts }];
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

function intFirst(type: Type & { kind: "Tuple" }, world: Scope["world"]): Arm {
  const others = type.items.slice(1).map((item) => ({ name: fresh(world, "m"), type: item }));
  return { pattern: `(0, ${others.map((each) => each.name).join(", ")})`, binds: others };
}
