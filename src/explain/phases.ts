/** A group of codes: those that begin with the same digit come from one phase. */
export interface Phase {
  /** The first digit of its codes. */
  readonly digit: string;
  readonly name: string;
  /** What it looks at, as a beginner would say it. */
  readonly about: string;
}

/** The phases, in the order in which a program goes through them; projects, which are read first, come last. */
export const PHASES: readonly Phase[] = [
  {
    digit: "1",
    name: "syntax",
    about: "how a program is written: characters, brackets, operators, declarations",
  },
  { digit: "2", name: "names", about: "what names stand for: modules, imports, arguments, attributes" },
  { digit: "3", name: "types", about: "whether values fit where they are used" },
  { digit: "4", name: "patterns", about: "whether patterns cover every value, and each is of use" },
  { digit: "5", name: "placement", about: "what runs where: nodes, pipelines and what travels between them" },
  { digit: "6", name: "projects", about: "lk.yaml, files, and the Python functions of externals" },
];

/** The phase of a code, `LK2201`. */
export function phaseOf(code: string): Phase {
  return PHASES.find(({ digit }) => digit === code[2])!;
}
