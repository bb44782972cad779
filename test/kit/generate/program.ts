import type { Choices } from "../choices";
import { declareBelow, declareMain } from "./declarations";
import { drawInput } from "./inputs";
import { indent } from "./layout";
import type { World } from "./scope";
import { bool, drawType, drawUserTypes, float, int, show, string, type UserType } from "./types";

/** A program in the form that the compiler takes, the pipeline to start and inputs for it. */
export interface GeneratedProgram {
  readonly modules: readonly { readonly path: string; readonly text: string }[];
  readonly pipeline: string;
  readonly inputs: readonly string[];
}

const imports = ["dict", "failure", "int", "json", "list", "math", "option", "result", "string"];

/** A well-typed program of three modules, and two inputs. Equal choices give equal programs. */
export function generateProgram(choices: Choices): GeneratedProgram {
  const users = drawUserTypes(choices);
  const pool = [int, string, bool, float, ...choices.list(2, 4, () => drawType(choices, users, 2))];
  const world: World = { choices, users, pool, functions: [], counter: 0, taken: new Set() };
  const header = [
    ...imports.map((name) => `import ${name}`),
    `import tools.{${users.map((each) => (each.form === "sum" ? `${each.name}(..)` : each.name)).join(", ")}}`,
  ];
  const below = declareBelow(world, "deep/stats");
  const { texts, start } = declareMain(world);
  const inputs = choices.list(2, 2, () => {
    const values = start.parameters.map((each) => `"${each.name}": ${drawInput(choices, each.type, users)}`);
    return `{${values.join(", ")}}`;
  });
  const source = (lines: readonly string[]): string => `${indent(lines.join("\n\n"))}\n`;
  return {
    modules: [
      { path: "tools", text: source(tools(users)) },
      { path: "deep/stats", text: source([header.join("\n"), ...below]) },
      { path: "main", text: source([[...header, "import deep/stats"].join("\n"), ...texts]) },
    ],
    pipeline: "start",
    inputs,
  };
}

function tools(users: readonly UserType[]): string[] {
  return [
    ...users.map((user) => {
      const fields = (of: UserType["constructors"][number]): string[] =>
        of.fields.map((field) => `${field.name}: ${show(field.type)}`);
      if (user.form === "record")
        return `type ${user.name} {\n${fields(user.constructors[0]!).join("\n")}\n}`;
      const constructors = user.constructors.map((each) => {
        const shown = fields(each);
        return shown.length === 0 ? each.name : `${each.name}(${shown.join(", ")})`;
      });
      return `type ${user.name} {\n${constructors.join("\n")}\n}`;
    }),
    "const limit = 6 * 7",
    "fn twice(f: fn(a) -> a, x: a) -> a {\nf(f(x))\n}",
  ];
}
