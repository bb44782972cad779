/** Forms of other languages, known by what stands before and behind the token at which the parser gave up, in its line. */

export interface Form {
  /** Matches the end of what stands before the token in its line. */
  readonly lead: RegExp;
  /** Matches the beginning of what stands at the token. */
  readonly rest: RegExp;
  readonly hint: string | ((lead: RegExpExecArray, rest: RegExpExecArray) => string);
  /** What is foreign is the token before. */
  readonly from?: "lead";
  /** What is foreign, where it is more than the token. */
  readonly mark?: string;
  readonly swallows?: boolean;
  /** Nothing stands between what matches. */
  readonly adjacent?: boolean;
}

/** `1..5`, which other languages take for numbers in a row. */
export const ranges: readonly Form[] = [
  {
    lead: /(?:^|[^\w.])(-?\d[\d_]*)$/,
    rest: /^\.\.[.=]?\s*(-?\d[\d_]*|[a-z]\w*\b(?!\s*[.(]))?/,
    hint: ([, first], [, last]) =>
      `The list of the Ints in between is \`list.range(${first}, ${last ?? "…"})\`.`,
    swallows: true,
    adjacent: true,
  },
  {
    lead: /(?:^|[^\w.])([a-z]\w*)$/,
    rest: /^\.\.[.=]?\s*(-?\d[\d_]*)/,
    hint: ([, first], [, last]) => `The list of the Ints in between is \`list.range(${first}, ${last})\`.`,
    swallows: true,
    adjacent: true,
  },
];

export const forms: readonly Form[] = [
  ...ranges,
  {
    lead: /^import\s+([a-z_/]+)\.$/,
    rest: /^(\w+|\*)/,
    hint: ([, module], [, name]) =>
      name === "*"
        ? `Names are imported one by one: \`import ${module}.{name}\`.`
        : `Write \`import ${module}.{${name}}\`${/^[a-z]/.test(name!) ? `, or \`import ${module}/${name}\` for a module in a folder` : ""}.`,
  },
  {
    lead: /^import\s+([\w/]+)$/,
    rest: /^-(\w[\w/-]*)/,
    hint: ([, start], [, end]) => {
      const path = `${start}_${end!.replaceAll("-", "_")}`;
      return `Write \`import ${path}\`: a module's name has \`_\` where its file's name has \`-\`.`;
    },
    swallows: true,
  },
  {
    lead: /^import\s+[\w/]+$/,
    rest: /^,\s*([a-z][\w/]*)?/,
    hint: (_, [, next]) => `Each module has an import of its own: write \`import ${next ?? "list"}\` below.`,
    swallows: true,
  },
  {
    lead: /^import$/,
    rest: /^(?:\{([^}]*)\}|\*.*)\s*from\s+["'](?:\.\/)?([a-z_/]+)/,
    hint: (_, [, names, module]) =>
      names === undefined ? `Write \`import ${module}\`.` : `Write \`import ${module}.{${names.trim()}}\`.`,
    swallows: true,
  },
  {
    lead: /^import$/,
    rest: /^["'](?:\.\/)?([a-z_/]+)/,
    hint: (_, [, module]) => `Write \`import ${module}\`.`,
  },
  {
    lead: /(?:^|[\s(])f$/,
    rest: /^"/,
    hint: "Every string takes `${…}`: write it without the `f`.",
  },
  {
    lead: /^$/,
    rest: /^"/,
    hint: "What documents a declaration begins with `///`.",
  },
  {
    lead: /""$/,
    rest: /^"/,
    hint: 'A string is `"…"`, with `\\n` for a line break; what documents begins with `///`.',
  },
  {
    lead: /[\w)]\s*\?$/,
    rest: /^[^:]*\s:\s/,
    from: "lead",
    hint: "Write `if condition { a } else { b }`.",
    swallows: true,
  },
  {
    lead: /(?:^|[^\w.])([a-z]\w*|\))$/,
    rest: /^\[/,
    hint: ([, name]) =>
      `An element is \`list.at(${name === ")" ? "xs" : name}, 0)\`, which is an \`Option\`.`,
    swallows: true,
  },
  {
    lead: /\b([A-Z]\w*)$/,
    rest: /^\{\s*(\w+)?/,
    hint: ([, name], [, field]) => `A value is made with parentheses: \`${name}(${field ?? "field"}: …)\`.`,
  },
  {
    lead: /\b[a-z]\w*$/,
    rest: /^:\s*=/,
    mark: ":=",
    hint: "Write `let name = value`.",
  },
  {
    lead: /(?:\{|^)\s*(?:[a-z]\w*|"[^"]*")$/,
    rest: /^:\s/,
    hint: 'A record is made by its constructor, `Point(x: 1)`, a dictionary by `dict.from_list([("a", 1)])`.',
    swallows: true,
  },
  {
    lead: /\+\+$/,
    rest: /^[})\n]?$/,
    hint: "Names never change: `let next = n + 1` makes a new value.",
    from: "lead",
  },
  {
    lead: /\+\+$/,
    rest: /^[})]/,
    hint: "Names never change: `let next = n + 1` makes a new value.",
    from: "lead",
  },
  { lead: /^$/, rest: /^--/, hint: "Comments begin with `//`.", mark: "--" },
  { lead: /^-$/, rest: /^-/, hint: "Comments begin with `//`." },
  {
    lead: /^$/,
    rest: /^[a-z]\w*\s*:(?!=)/,
    hint: "Functions are declared with their types in one: `fn name(x: Int) -> Int { … }`.",
  },
  {
    lead: /^$/,
    rest: /^(?!let\b)[a-z]\w*(?:\s+[a-z]\w*)*\s*=(?!=)/,
    hint: "A value is declared with `const name = …`, a function with `fn name(x) { … }`.",
  },
  {
    lead: /^$/,
    rest: /^if\b|^[a-z]\w*\(/,
    hint: "What a program does stands in the body of a `fn`, `node` or `pipeline`.",
  },
  {
    lead: /\btype\s+[A-Z][^=]*=\s*[A-Z][\w(), ]*$/,
    rest: /^\|/,
    hint: "A type of several forms is declared with braces: `type Name { A, B(field: Type) }`.",
  },
  {
    lead: /\btype\s+([A-Z]\w*)[^=]*=$/,
    rest: /^\{/,
    hint: ([, name]) => `A record is declared without \`=\`: \`type ${name} { field: Type }\`.`,
  },
  {
    lead: /\bif\s*\([^{}]*\)$/,
    rest: /^[\w"(-]/,
    hint: "Branches stand in braces: `if condition { a } else { b }`.",
    swallows: true,
  },
  {
    lead: /\bif\b[^{}]*$/,
    rest: /^:/,
    hint: "Branches stand in braces: `if condition { a } else { b }`.",
    swallows: true,
  },
  {
    lead: /\b[a-z]\w*$/,
    rest: /^as\s+[A-Z]/,
    hint: "There are no casts: functions such as `int.to_float` and `float.round` convert.",
    swallows: true,
  },
  {
    lead: /[\w)"\]]$/,
    rest: /^if\b/,
    hint: "The condition comes first: `if condition { a } else { b }`.",
    swallows: true,
  },
  {
    lead: /\b[a-z]\w*$/,
    rest: /^\|\s*\w+\s*=/,
    hint: "Write `Point(..point, x: 1)`.",
    swallows: true,
  },
  { lead: /[(,]$/, rest: /^\|[\w, ]*\|/, hint: "A function is written `fn(x) { … }`.", swallows: true },
  {
    lead: /\bfn\s*\([^()]*\)\s*->\s*[a-z]\w*$/,
    rest: /^[^{\s]/,
    hint: "The body of a function stands between braces: `fn(x) { … }`.",
    swallows: true,
  },
  { lead: /\)$/, rest: /^->/, hint: "A function is written `fn(x) { … }`.", swallows: true },
];
