declare module "java-stack-parser" {
  export class Stack {
    parse(trace: string): { lines: { javaClass: string; method: string; source: string; line: number }[] }[];
  }
}
