import { catalogue } from "../../catalogue.js";

/** Strings, numbers and characters. */
export const lexis = catalogue({
  LK1001: {
    severity: "error",
    title: "unclosed string",
    message: "This string is not closed on its line.",
    explanation:
      'A string begins and ends with `"` on one line. A line break within it is written `\\n`; a long string is put together with `++`.',
    example: 'const greeting = "hello',
    repair: 'const greeting = "hello"',
  },
  LK1002: {
    severity: "error",
    title: "unknown escape",
    message: "There is no escape `{escape}`.",
    explanation:
      'Within a string a backslash begins an escape: `\\n` line feed, `\\t` tab, `\\r` carriage return, `\\"`, `\\\\`, `\\$`, and `\\u{…}` with the code point in hexadecimal digits. Surrogates (D800 to DFFF) are no characters.',
    example: 'const path = "C:\\data"',
    repair: 'const path = "C:\\\\data"',
  },
  LK1003: {
    severity: "error",
    title: "malformed number",
    message: "`{number}` is not a number.",
    explanation:
      "Whole numbers are `42`, `1_000`, `0xff`, `0b1010`; Floats `3.14`, `1e-9`. An underscore stands singly between two digits, and a Float has digits on both sides of its point.",
    example: "const limit = 1__000",
    repair: "const limit = 1_000",
  },
  LK1004: {
    severity: "error",
    title: "unexpected character",
    message: "`{character}` has no meaning here.",
    explanation:
      "Outside of strings and comments only letters, digits, blanks and the language's own marks may stand. Word processors replace some of them: typographic quotes and dashes are the usual cause.",
    example: "const name = “Ada”",
    repair: 'const name = "Ada"',
  },
  LK1005: {
    severity: "error",
    title: "name with other letters",
    message: "The name `{name}` has letters other than `a` to `z`.",
    explanation:
      "Names consist of ASCII letters, digits and `_`, because they become names of services, files and Python functions. Strings and comments may have any character.",
    example: "const größe = 1",
    repair: "const groesse = 1",
  },
  LK1006: {
    severity: "error",
    title: "block comment",
    message: "Comments go from `//` to the end of the line; there is no `/* … */`.",
    explanation:
      "There is one form of comment, `//`. `///` documents what stands below it, `//!` the whole module.",
    example: "/* small */\nconst limit = 1",
    repair: "// small\nconst limit = 1",
  },
  LK1007: {
    severity: "error",
    title: "unclosed interpolation",
    message: "This `${` is not closed on its line.",
    explanation:
      "An expression within a string, `${…}`, ends on the line on which it begins. Name a longer one with `let` before the string.",
    example: 'fn greet(name) {\n  "hello ${name"\n}',
    repair: 'fn greet(name) {\n  "hello ${name}"\n}',
  },
  LK1008: {
    severity: "error",
    title: "duration outside of an attribute",
    message: "The duration `{duration}` may stand in an attribute only.",
    explanation:
      "Durations (`200ms`, `10s`, `5m`, `2h`) are read by attributes such as `@timeout(10s)`. In a program a span of time is an Int of milliseconds; the module `time` names the common ones.",
    example: "const pause = 10s",
    repair: "const pause = 10_000",
  },
  LK1048: {
    severity: "error",
    title: "interpolation where a plain string stands",
    message: "Here stands a string without interpolation.",
    explanation:
      "The title of a test, the values of attributes and strings in patterns are known when the program is compiled, so nothing is put into them.",
    example: 'test "case ${1}" {\n  true\n}',
    repair: 'test "case 1" {\n  true\n}',
  },
});
