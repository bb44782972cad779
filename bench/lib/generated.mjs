/**
 * A project of about `lines` lines in LambdaKube and in TypeScript, of the same shape: modules of 500 lines with records, sums, functions over
 * lists and matches, each using the module before it.
 */
export function generated(lines) {
  const lkFiles = {};
  const tsFiles = {};
  const modules = Math.max(1, Math.round(lines / 500));
  for (let module = 0; module < modules; module++) {
    const name = `part${module}`;
    const lk = ["import list", "import string", ...(module > 0 ? [`import part${module - 1}`] : []), ""];
    const ts = [...(module > 0 ? [`import * as part${module - 1} from "./part${module - 1}";`] : []), ""];
    for (let unit = 0; lk.length < 490; unit++) {
      lk.push(...lkUnit(unit, module));
      ts.push(...tsUnit(unit, module));
    }
    lkFiles[`src/${name}.lk`] = lk.join("\n");
    tsFiles[`src/${name}.ts`] = ts.join("\n");
  }
  const last = `part${modules - 1}`;
  lkFiles["src/main.lk"] =
    `import ${last}\n\nnode work(x: Int) -> Int {\n  ${last}.total0([x])\n}\n\npipeline main(x: Int) -> Int {\n  work(x)\n}\n`;
  lkFiles["lk.yaml"] = "name: generated\nversion: 0.1.0\n";
  tsFiles["src/main.ts"] =
    `import * as ${last} from "./${last}";\n\nexport function main(x: number): number {\n  return ${last}.total0([x]);\n}\n`;
  tsFiles["tsconfig.json"] = JSON.stringify({
    compilerOptions: {
      strict: true,
      target: "es2022",
      module: "commonjs",
      outDir: "out",
      types: [],
      skipLibCheck: true,
    },
    include: ["src"],
  });
  const count = (files, extension) =>
    Object.entries(files).reduce(
      (sum, [path, text]) => sum + (path.endsWith(extension) ? text.split("\n").length : 0),
      0,
    );
  return { lkFiles, tsFiles, lkLines: count(lkFiles, ".lk"), tsLines: count(tsFiles, ".ts") };
}

function lkUnit(n, module) {
  const before = module > 0 ? `part${module - 1}.total${n}([x])` : "x";
  return `type Item${n} {
  name: String
  amount: Int
  tags: List(String)
}

type Shape${n} {
  Empty${n}
  Circle${n}(radius: Int)
  Box${n}(width: Int, height: Int)
}

fn area${n}(shape: Shape${n}) -> Int {
  match shape {
    Empty${n} -> 0
    Circle${n}(radius) -> 3 * radius * radius
    Box${n}(width:, height:) -> width * height
  }
}

fn item${n}(x: Int) -> Item${n} {
  Item${n}(name: "item \${x}", amount: ${before} + ${n}, tags: ["a", "b"])
}

fn total${n}(items: List(Int)) -> Int {
  let made = items |> list.map(item${n})
  let amounts = made |> list.filter(fn(item) { item.amount > 0 }) |> list.map(fn(item) { item.amount })
  list.fold(amounts, 0, fn(sum, amount) { sum + amount }) + area${n}(Box${n}(width: 2, height: ${n}))
}

fn label${n}(item: Item${n}) -> String {
  if item.amount > ${n} {
    string.join(item.tags, ", ")
  } else {
    item.name
  }
}
`.split("\n");
}

function tsUnit(n, module) {
  const before = module > 0 ? `part${module - 1}.total${n}([x])` : "x";
  return `export interface Item${n} {
  readonly name: string;
  readonly amount: number;
  readonly tags: readonly string[];
}

export type Shape${n} =
  | { readonly kind: "Empty" }
  | { readonly kind: "Circle"; readonly radius: number }
  | { readonly kind: "Box"; readonly width: number; readonly height: number };

export function area${n}(shape: Shape${n}): number {
  switch (shape.kind) {
    case "Empty": return 0;
    case "Circle": return 3 * shape.radius * shape.radius;
    case "Box": return shape.width * shape.height;
  }
}

export function item${n}(x: number): Item${n} {
  return { name: \`item \${x}\`, amount: ${before} + ${n}, tags: ["a", "b"] };
}

export function total${n}(items: readonly number[]): number {
  const made = items.map(item${n});
  const amounts = made.filter((item) => item.amount > 0).map((item) => item.amount);
  return amounts.reduce((sum, amount) => sum + amount, 0) + area${n}({ kind: "Box", width: 2, height: ${n} });
}

export function label${n}(item: Item${n}): string {
  if (item.amount > ${n}) {
    return item.tags.join(", ");
  } else {
    return item.name;
  }
}
`.split("\n");
}
