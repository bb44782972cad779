import type { Files } from "../write.js";
import main from "./main.lk";

/** The files of a new project. */
export function template(name: string): Files {
  return new Map([
    ["lk.yaml", `name: ${name}\nversion: 0.1.0\n`],
    ["src/main.lk", main],
    ["README.md", readme(name)],
    [".gitignore", "build/\n.venv/\n__pycache__/\n"],
  ]);
}

function readme(name: string): string {
  return `# ${name}

\`\`\`sh
lk check                                            # types, names, placement
lk test                                             # the test blocks
lk run --input '{"names": ["Ada", "Grace"]}'        # the value on standard output
lk trace last                                       # the calls of the last run
\`\`\`
`;
}
