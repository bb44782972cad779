/** A flowchart as it was read. */
export interface Flowchart {
  readonly title: string;
  /** The lines of each box's words, by its id. */
  readonly boxes: ReadonlyMap<string, readonly string[]>;
  readonly regions: readonly string[];
  readonly arrows: readonly string[];
}

const WORDS = '"((?:[\\p{L}\\p{N}\\p{M} .,:()/\'|=+-]|#\\d+;|<br>)*)"';
const OPEN = "\\(\\[|\\[\\[|\\[\\(|\\[/|\\[\\\\|\\(\\(|\\{\\{|\\[|\\(|>";
const CLOSE = "\\]\\)|\\]\\]|\\)\\]|/\\]|\\\\\\]|\\)\\)|\\}\\}|\\]|\\)";

/**
 * Reads the part of Mermaid's language that drawings are written in, strictly: a line that is none of its forms is an error, and words have no character in them that could end
 * them or be Markdown, HTML or an entity of Mermaid.
 */
export function readMermaid(text: string): Flowchart {
  const lines = text.trimEnd().split("\n");
  const [start, title, end, kind, ...rest] = lines;
  if (start !== "---" || end !== "---" || kind !== "flowchart TB") throw new Error("the head is wrong");
  const boxes = new Map<string, readonly string[]>();
  const regions: string[] = [];
  const arrows: string[] = [];
  let depth = 0;
  const open = (id: string): void => {
    regions.push(id);
    depth++;
  };
  for (const line of rest) {
    // Mermaid takes the semicolon away from such a line before it reads it.
    if (/(?:style|classDef).*:\S*#.*;/.test(line)) throw new Error(`a line that Mermaid changes: ${line}`);
    const forms: readonly (readonly [RegExp, (match: RegExpExecArray) => void])[] = [
      [new RegExp(`^ +subgraph (r\\d+)\\[${WORDS}\\]$`, "u"), ([, id]) => open(id!)],
      [/^ +end$/, () => void depth--],
      [
        new RegExp(`^ +(b\\d+)(?:${OPEN})${WORDS}(?:${CLOSE})$`, "u"),
        ([, id, words]) => void boxes.set(id!, words!.split("<br>").map(decoded)),
      ],
      [/^ +(b\d+) (?:-->|-\.->|-\. next \.->) (b\d+)$/, ([, from, to]) => void arrows.push(`${from} ${to}`)],
      [/^ +classDef [a-z]+_ (?:[a-z]+:#[0-9a-f]{6},?)+$/, () => {}],
      [/^ +class b\d+(?:,b\d+)* [a-z]+_$/, () => {}],
    ];
    if (/["<>](?:\d+\.|[+-]) /.test(line.replace(/ -.*> /, "")))
      throw new Error(`a line with a list: ${line}`);
    const form = forms.map(([pattern, take]) => [pattern.exec(line), take] as const).find(([match]) => match);
    if (!form) throw new Error(`no line of a flowchart: ${line}`);
    form[1](form[0]!);
    if (depth < 0) throw new Error("an end without its subgraph");
  }
  if (depth !== 0) throw new Error("a subgraph without its end");
  return { title: JSON.parse(title!.replace(/^title: /, "")) as string, boxes, regions, arrows };
}

function decoded(words: string): string {
  return words.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
