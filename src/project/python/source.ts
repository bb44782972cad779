/** The text of a Python file as far as reading needs it, and why Python cannot read it where that is so. */
export interface PythonText {
  readonly text: string;
  /** Completes "Python cannot read it: ". */
  readonly problem: string | undefined;
}

const UTF_8 = new TextDecoder("utf-8");
const STRICT = new TextDecoder("utf-8", { fatal: true });

/** PEP 263. Only the first two lines count, and the second only behind a comment or an empty line. */
const CODING = /^(?:[ \t\f]*(?:#[^\r\n]*)?\r?\n)?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/**
 * Decodes a Python file. Names of functions are found in what is decoded as UTF-8 whatever the encoding, as long as it agrees with ASCII; those that Python can read do
 * (Python's reference, "Encoding declarations").
 */
export function decodePython(bytes: Uint8Array): PythonText {
  const text = UTF_8.decode(bytes);
  return { text, problem: wide(bytes) ?? undecodable(bytes, text) };
}

/** UTF-16 and UTF-32 by their byte order marks, or by the NUL bytes that they make of ASCII. */
function wide(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    return "it is UTF-32";
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return "it is UTF-16";
  const at = bytes.indexOf(0);
  if (at < 0) return undefined;
  const halves = [0, 1].map((half) => bytes.filter((byte, index) => index % 2 === half && byte === 0).length);
  const most = Math.max(...halves);
  return most > bytes.length / 4 ? "it seems to be UTF-16" : `byte ${at} is NUL`;
}

function undecodable(bytes: Uint8Array, text: string): string | undefined {
  try {
    STRICT.decode(bytes);
    return undefined;
  } catch {
    const named = CODING.exec(text)?.[1]?.toLowerCase();
    const other = named !== undefined && !/^utf[-_]?8\b/.test(named);
    return other ? undefined : "it is no UTF-8, and no `# coding:` line names what it is";
  }
}
