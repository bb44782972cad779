import { elmUnit, lkUnit, tsUnit } from "./units.mjs";

/** Lines of a module. */
const LENGTH = 500;

/**
 * A project of about `lines` lines in LambdaKube, TypeScript and Elm, of the same shape: modules of 500 lines with records, sums, functions over
 * lists and matches, each using the module before it.
 */
export function generated(lines) {
  const modules = Math.max(1, Math.round(lines / LENGTH));
  const lkFiles = lkProject(modules);
  const tsFiles = tsProject(modules);
  const elmFiles = elmProject(modules);
  return {
    lkFiles,
    tsFiles,
    elmFiles,
    lkLines: count(lkFiles, ".lk"),
    tsLines: count(tsFiles, ".ts"),
    elmLines: count(elmFiles, ".elm"),
  };
}

/** The text of a module: its head, and units up to its length. */
function moduleOf(head, unit, module) {
  const text = [...head, ""];
  for (let n = 0; text.length < LENGTH - 10; n++) text.push(...unit(n, module));
  return text.join("\n");
}

function lkProject(modules) {
  const last = `part${modules - 1}`;
  const files = {
    "lk.yaml": "name: generated\nversion: 0.1.0\n",
    "src/main.lk": `import ${last}\n\nnode work(x: Int) -> Int {\n  ${last}.total0([x])\n}\n\npipeline main(x: Int) -> Int {\n  work(x)\n}\n`,
  };
  for (let module = 0; module < modules; module++) {
    const head = ["import list", "import string", ...(module > 0 ? [`import part${module - 1}`] : [])];
    files[`src/part${module}.lk`] = moduleOf(head, lkUnit, module);
  }
  return files;
}

function tsProject(modules) {
  const last = `part${modules - 1}`;
  const compilerOptions = {
    strict: true,
    target: "es2022",
    module: "commonjs",
    outDir: "out",
    types: [],
    skipLibCheck: true,
  };
  const files = {
    "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }),
    "src/main.ts": `import * as ${last} from "./${last}";\n\nexport function main(x: number): number {\n  return ${last}.total0([x]);\n}\n`,
  };
  for (let module = 0; module < modules; module++) {
    const head = module > 0 ? [`import * as part${module - 1} from "./part${module - 1}";`] : [];
    files[`src/part${module}.ts`] = moduleOf(head, tsUnit, module);
  }
  return files;
}

function elmProject(modules) {
  const last = `Part${modules - 1}`;
  const files = {
    "elm.json": JSON.stringify({
      type: "application",
      "source-directories": ["src"],
      "elm-version": "0.19.1",
      dependencies: { direct: { "elm/core": "1.0.5", "elm/json": "1.1.3" }, indirect: {} },
      "test-dependencies": { direct: {}, indirect: {} },
    }),
    "src/Main.elm": `module Main exposing (main)\n\nimport ${last}\n\n\nmain : Program () Int Int\nmain =\n    Platform.worker\n        { init = \\_ -> ( ${last}.total0 [ 1 ], Cmd.none )\n        , update = \\x model -> ( x + model, Cmd.none )\n        , subscriptions = \\_ -> Sub.none\n        }\n`,
  };
  for (let module = 0; module < modules; module++) {
    const head = [
      `module Part${module} exposing (..)`,
      "",
      ...(module > 0 ? [`import Part${module - 1}`] : []),
    ];
    files[`src/Part${module}.elm`] = moduleOf(head, elmUnit, module);
  }
  return files;
}

function count(files, extension) {
  return Object.entries(files).reduce(
    (sum, [path, text]) => sum + (path.endsWith(extension) ? text.split("\n").length : 0),
    0,
  );
}
