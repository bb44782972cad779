/** Indents a program by its brackets, so that people can read what fails. Brackets opened on one line indent once. */
export function indent(source: string): string {
  const opened: number[] = [];
  return source
    .split("\n")
    .map((line, number) => {
      const text = line.trim();
      const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, "");
      const closing = /^[)\]}]*/.exec(bare)![0].length;
      const left = opened.slice(0, opened.length - closing);
      const depth = new Set(left.filter((each) => closing === 0 || each !== opened[left.length])).size;
      for (const character of bare) {
        if ("([{".includes(character)) opened.push(number);
        else if (")]}".includes(character)) opened.pop();
      }
      return text === "" ? "" : "  ".repeat(depth) + text;
    })
    .join("\n");
}
