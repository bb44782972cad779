import type { Host, Output } from "../../src/cli/host";
import { main } from "../../src/cli/main";
import { type Draw, draws } from "../incremental/projects";
import { EditedProject } from "./project";
import { Disk, VirtualWorld } from "./world";

const runs = Number(process.env.LK_RUNS ?? 6);
const first = Number(process.env.LK_SEED ?? 1);
const rounds = 25;

class Written implements Output {
  text = "";
  readonly terminal = false;
  readonly colour = false;
  readonly columns = 80;
  write(text: string): void {
    this.text += text;
  }
}

function hostOf(world: VirtualWorld, cwd: string) {
  const [out, err] = [new Written(), new Written()];
  const host: Host = {
    cwd,
    env: {},
    home: "/",
    files: world.disk,
    out,
    err,
    stdin: () => Promise.reject(new Error("standard input is read")),
    world: () => Promise.resolve(world),
    client: () => Promise.reject(new Error("the platform is asked")),
    telemetry: () => Promise.reject(new Error("the platform is told")),
  };
  return { host, out, err };
}

const PLACES: readonly (readonly [cwd: string, ...paths: string[]])[] = [
  ["/p"],
  ["/p/src"],
  ["/", "p"],
  ["/p", "src/m1.lk", "src/m0.lk"],
  ["/", "p", "free/one.lk"],
];

/** A watch and what it said last, in the words of a check that is made once. */
class Watching {
  private readonly world: VirtualWorld;
  private readonly place: (typeof PLACES)[number];
  private readonly format: string;
  private readonly console: ReturnType<typeof hostOf>;
  private readonly code: Promise<number>;

  constructor(world: VirtualWorld, place: (typeof PLACES)[number], format: string) {
    this.world = world;
    this.place = place;
    this.format = format;
    this.console = hostOf(world, place[0]);
    this.code = main(["check", "--watch", ...this.args()], this.console.host);
  }

  async cold(): Promise<string> {
    const { host, out, err } = hostOf(this.world, this.place[0]);
    await main(["check", ...this.args()], host);
    return this.format === "text" || out.text === "" ? err.text : JSON.parse(out.text).diagnostics;
  }

  warm(): string {
    const { out, err } = this.console;
    if (this.format === "text") {
      const said = err.text.slice(err.text.lastIndexOf("Checking…\n") + "Checking…\n".length);
      return said
        .replace(/\n\[.*\] (Watching for changes\.\n)$/, "")
        .replace(/\[.*\] (.*)\. Watching for changes\.\n$/, "$1\n");
    }
    const { error, diagnostics } = JSON.parse(out.text.trimEnd().split("\n").at(-1)!);
    return error ? `error: ${error.message}\n${error.hint ? `  ${error.hint}\n` : ""}` : diagnostics;
  }

  checks(): number {
    return this.format === "text"
      ? this.console.err.text.split("Checking…\n").length - 1
      : this.console.out.text.split("\n").length - 1;
  }

  async end(): Promise<void> {
    this.world.end(130);
    expect(await this.code).toBe(130);
  }

  private args(): readonly string[] {
    return ["--format", this.format, ...this.place.slice(1)];
  }
}

/** Events come late, doubled, without names and in another order. */
function told(draw: Draw): (name: string) => readonly (string | undefined)[] {
  return (name) => [[name], [name, name], [undefined], [undefined, name]][draw(4)]!;
}

test(
  `after each of ${rounds} edits, ${runs} watches say what a check says (LK_SEED=${first})`,
  async () => {
    const seen = { clean: 0, wrong: 0, gone: 0, checks: 0 };
    for (let seed = first; seed < first + runs; seed++) {
      const draw = draws(seed);
      const disk = new Disk();
      const world = new VirtualWorld(disk);
      disk.write("/free/one.lk", "node f(x: Int) -> Int {\n  x\n}\n");
      const project = new EditedProject(disk, draw);
      disk.deliver();
      const watching = new Watching(world, PLACES[seed % PLACES.length]!, seed % 2 ? "json" : "text");
      await world.idle();
      for (let round = 0; round < rounds; round++) {
        for (let edits = draw(3); edits >= 0; edits--) {
          project.edit();
          if (draw(2) > 0) disk.deliver(told(draw));
          world.pass(draw(80));
          // Some are told only after the check that saw them.
          if (draw(3) === 0) await world.idle();
        }
        disk.deliver(told(draw));
        await world.settle();
        const cold = await watching.cold();
        expect({ seed, round, said: watching.warm() }).toEqual({ seed, round, said: cold });
        if (String(cold).startsWith("error: ")) seen.gone++;
        else if (cold.length === 0 || String(cold).includes("no errors")) seen.clean++;
        else seen.wrong++;
      }
      seen.checks += watching.checks();
      await watching.end();
    }
    // All kinds of answers come up, and few edits are answered in vain.
    expect(seen.clean).toBeGreaterThan(runs / 2);
    expect(seen.wrong).toBeGreaterThan(runs);
    expect(seen.gone).toBeGreaterThan(runs / 4);
    expect(seen.checks).toBeLessThan(2 * runs * rounds);
  },
  60_000 + 5_000 * runs,
);
