/** Draws whole numbers below a bound; the same for the same seed (a linear congruential generator). */
export type Draw = (bound: number) => number;

export function draws(seed: number): Draw {
  let state = (seed * 2_654_435_761 + 1) % 4_294_967_296;
  return (bound) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * bound);
  };
}

/** A project as texts by path of module. */
export type Project = ReadonlyMap<string, string>;

/** A module without errors that uses types, constructors, fields, functions, nodes and constants of those that it imports. */
export function sound(at: number, draw: Draw): string {
  const imported = Array.from({ length: at }, (_, index) => index).filter(() => draw(2) === 0);
  const head = ["import list", "import time", ...imported.map((one) => `import m${one}`)];
  const own = `type R${at} {
  x: Int
  y: List(Int)
}

type S${at} {
  A${at}
  B${at}(x: Int)
}

type P${at}(a) = (a, R${at})

const c${at} = ${draw(100)}

fn make${at}(x) {
  R${at}(x: x + c${at}, y: [x])
}

fn take${at}(r: R${at}) -> Int {
  r.x + list.length(r.y)
}

fn choose${at}(s: S${at}) {
  match s {
    A${at} -> 0
    B${at}(x) -> x
  }
}

fn pair${at}(a: a, r: R${at}) -> P${at}(a) {
  (a, r)
}

fn now${at}(x: Int) {
  let _ = time.now()
  x
}

node work${at}(x: Int) -> R${at} {
  make${at}(x)
}

pipeline run${at}(x: Int) -> Int {
  let r = work${at}(x)
  take${at}(r) + choose${at}(B${at}(x))
}

test "own ${at}" {
  take${at}(make${at}(1)) == 2 + c${at}
}
`;
  const uses = imported.map((one) => use(at, one, draw));
  return [head.join("\n"), own, ...uses].join("\n\n");
}

/** Declarations of a module that use another one. */
function use(at: number, of: number, draw: Draw): string {
  const name = `of${at}_${of}`;
  const forms = [
    `fn ${name}(x) {\n  let r = m${of}.make${of}(x)\n  m${of}.take${of}(m${of}.R${of}(..r, x: r.x + m${of}.c${of}))\n}`,
    `fn ${name}(s: m${of}.S${of}) {\n  match s {\n    m${of}.A${of} -> 1\n    m${of}.B${of}(x:) -> x\n  }\n}`,
    `fn ${name}(x: Int) -> m${of}.P${of}(Int) {\n  m${of}.pair${of}(x, m${of}.make${of}(x))\n}`,
    `pipeline ${name}(x: Int) -> Int {\n  let r = m${of}.work${of}(x)\n  m${of}.run${of}(r.x)\n}`,
    `node ${name}(x: Int) -> Int {\n  m${of}.now${of}(x) + m${of}.choose${of}(m${of}.B${of}(x))\n}`,
  ];
  return forms[draw(forms.length)]!;
}

const words = ["x", "r", "Int", "String", "fn", "node", "pipeline", "0", '"a"', "+", "==", "}", "{", "list"];

/** A project after an edit as people and editors make them, most of which bring errors. */
export function edited(project: Project, draw: Draw): Project {
  const next = new Map(project);
  const paths = [...next.keys()];
  const path = paths[draw(paths.length)]!;
  const text = next.get(path)!;
  const lines = text.split("\n");
  const line = draw(lines.length);
  const number = Number(path.slice(1));
  const put = (made: readonly string[]) => next.set(path, made.join("\n"));
  switch (draw(14)) {
    case 0:
      put([...lines.slice(0, line), "// a comment", ...lines.slice(line)]);
      break;
    case 1:
      put(lines.toSpliced(line, 1));
      break;
    case 2:
      put([...lines.slice(0, line), lines[draw(lines.length)]!, ...lines.slice(line)]);
      break;
    case 3:
      next.set(
        path,
        text.replace(/\b\d+\b/g, (digits) => (draw(4) === 0 ? `${draw(9)}` : digits)),
      );
      break;
    case 4:
      put(lines.with(line, lines[line]!.replace(/\w+/, words[draw(words.length)]!)));
      break;
    case 5: {
      // An annotation less: the type may stay what it was.
      put(lines.with(line, lines[line]!.replace(/: Int\b|-> Int /, "")));
      break;
    }
    case 6:
      next.set(path, text.replace(new RegExp(`\\b(make|take|R|c|A|P)${number}\\b`, "g"), `$1${number}0`));
      break;
    case 7:
      next.set(path, text.replace(/x: Int\n/, draw(2) ? "x: String\n" : "x: Int\n  z: Int\n"));
      break;
    case 8:
      if (next.size > 1) next.delete(path);
      break;
    case 9:
      next.set(`m${draw(8)}`, sound(draw(8), draw));
      break;
    case 10:
      // Its uses stay, and their messages name the module for as long as there is one.
      put(lines.filter((text) => !/^import m\d/.test(text) || draw(2) === 0));
      break;
    default:
      next.set(path, sound(number, draw));
  }
  return next;
}
