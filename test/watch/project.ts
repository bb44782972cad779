import { type Draw, edited, type Project, sound } from "../incremental/projects";
import type { Disk } from "./world";

const CONFIGS = [
  "name: edited\nmain: m0\n",
  "name: edited\nmain: m0\npython:\n  path: python\n",
  "name: edited\nmain: m1\n",
  "name: edited\nmain: m0\nsource: other\n",
  "name: edited\nmian: m0\n",
  "name: [\n",
] as const;

const PYTHON = [
  "def lookup(x):\n    return x\n",
  "def lookup(x, y):\n    return x\n",
  "def look_up(x):\n    return x\n",
  "lookup = 1\n",
] as const;

const EXTERNAL = '@external("rates.lookup")\nnode lookup(x: Int) -> Int\n';

function sounds(draw: Draw): Project {
  return new Map(Array.from({ length: 5 }, (_, at) => [`m${at}`, sound(at, draw)]));
}

/** A project in /p of a virtual disk that is edited as people, editors and version control do. */
export class EditedProject {
  private readonly disk: Disk;
  private readonly draw: Draw;
  private modules: Project;

  constructor(disk: Disk, draw: Draw) {
    this.disk = disk;
    this.draw = draw;
    this.modules = sounds(draw);
    disk.write("/p/lk.yaml", CONFIGS[1]);
    disk.write("/p/python/rates.py", PYTHON[0]);
    disk.write("/p/src/rates.lk", EXTERNAL);
    for (const [path, text] of this.modules) disk.write(`/p/src/${path}.lk`, text);
  }

  /** One edit, of a module in most cases. */
  edit(): void {
    const chance = this.draw(10);
    if (chance === 0) this.mend();
    else if (chance < 7) this.editModule();
    else this.editAround();
  }

  private editModule(): void {
    const next = edited(this.modules, this.draw);
    for (const path of this.modules.keys()) if (!next.has(path)) this.disk.remove(`/p/src/${path}.lk`);
    for (const [path, text] of next)
      if (this.modules.get(path) !== text) this.save(`/p/src/${path}.lk`, text);
    this.modules = next;
  }

  private editAround(): void {
    const { disk, draw } = this;
    const file = `/p/src/m${draw(6)}.lk`;
    switch (draw(12)) {
      case 0:
        this.save("/p/lk.yaml", this.one(CONFIGS));
        break;
      case 1:
        this.save("/p/python/rates.py", this.one(PYTHON));
        break;
      case 2:
        this.toggle("/p/python", "/python");
        break;
      case 3:
        this.toggle("/p/src", "/src");
        break;
      case 4:
        this.toggle("/p", "/q");
        break;
      case 5:
        // Another program around some of the files, or none around any.
        if (disk.has("/p/src/lk.yaml")) disk.remove("/p/src/lk.yaml");
        else if (disk.has("/p/src")) disk.write("/p/src/lk.yaml", "name: inner\nsource: .\nmain: m0\n");
        break;
      case 6:
        // A package takes the place of a Python module.
        if (disk.has("/p/python/rates")) disk.remove("/p/python/rates");
        else if (disk.has("/p/python")) disk.write("/p/python/rates/__init__.py", this.one(PYTHON));
        break;
      case 7:
        if (disk.has("/p/src/inner")) disk.remove("/p/src/inner");
        else if (disk.has(file)) disk.move(file, `/p/src/inner/${file.slice("/p/src/".length)}`);
        break;
      case 8:
        if (disk.has(file))
          disk.link(file, this.one(["rates.lk", "nowhere.lk", "m1.lk", "/python/rates.py"]));
        break;
      case 9:
        if (disk.has("/p/src")) disk.write(`/p/src/${this.one([".m0.lk.swp", "m0.lk~", "notes.txt"])}`, "x");
        break;
      case 10:
        disk.write("/lk.yaml", "name: outer\n");
        disk.remove("/lk.yaml");
        break;
      default:
        if (disk.has(file)) disk.write(file, "\ufeff// No text.\xff");
    }
  }

  /** As from version control: everything is as it should be. */
  private mend(): void {
    const { disk } = this;
    for (const path of ["/p", "/q", "/src", "/python"]) disk.remove(path);
    disk.write("/p/lk.yaml", this.one([CONFIGS[0], CONFIGS[1]]));
    disk.write("/p/python/rates.py", this.one(PYTHON));
    disk.write("/p/src/rates.lk", EXTERNAL);
    this.modules = sounds(this.draw);
    for (const [path, text] of this.modules) disk.write(`/p/src/${path}.lk`, text);
  }

  private save(path: string, text: string): void {
    switch (this.draw(3)) {
      case 0:
        this.disk.write(path, text);
        break;
      case 1:
        this.disk.writeByRename(path, text);
        break;
      default:
        this.disk.write(path, "");
        this.disk.write(path, text);
    }
  }

  private toggle(here: string, away: string): void {
    const { disk } = this;
    if (disk.has(here)) {
      disk.remove(away);
      disk.move(here, away);
    } else if (disk.has(away)) disk.move(away, here);
  }

  private one<T>(choices: readonly T[]): T {
    return choices[this.draw(choices.length)]!;
  }
}
