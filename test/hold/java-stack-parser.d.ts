declare module "java-stack-parser" {
  export class Stack {
    readonly groups: { lines: { javaClass: string; method: string; source: string; line: number }[] }[];
    parse(trace: string): void;
  }
}
