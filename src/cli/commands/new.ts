import { readdirSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import { absolute, projectName } from "../../project/index.js";
import { makeFolder } from "../../state/index.js";
import { reasonOf } from "../disk.js";
import { Exit, outside, usage } from "../exit.js";
import type { Host } from "../host.js";
import { template } from "../template/index.js";
import { writeFiles } from "../write.js";

/** `lk new NAME`: a project that checks, passes its tests and runs. */
export function newProject(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("new")
    .description("make a project that checks, passes its tests and runs")
    .argument("<NAME>", "the folder to make")
    .action((name: string) => {
      const folder = absolute(host.cwd, name);
      refuseUsed(folder, name);
      try {
        makeFolder(folder);
        writeFiles(folder, template(projectName(basename(folder))));
      } catch (error) {
        throw outside(`\`${name}\` cannot be written: ${reasonOf(error)}`);
      }
      host.err.write(
        `made ${name}; next: cd ${/[^\w./-]/.test(name) ? `'${name}'` : name} && lk test && lk run\n`,
      );
      finish(Exit.done);
    });
}

function refuseUsed(folder: string, name: string): void {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) throw usage(`\`${name}\` exists and is no folder`, "choose another name");
  if (readdirSync(folder).length > 0)
    throw usage(`the folder \`${name}\` exists and is not empty`, "choose another name");
}
