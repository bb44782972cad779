import { markedCases } from "../harness/marked-cases.js";

const node = "\nnode f(n: Int) -> Int { n }";
const external = "\nfn f(n: Int) -> Int";

describe("attributes", () => {
  markedCases({
    "all that a node can have": `@external("a.b")\n@pure\n@env("A", "B_2")\n@retry(max: 3, backoff: 200ms)\n@timeout(10s)\n@concurrency(4)\nnode f(n: Int) -> Int`,
    "a module of a package": `@external("a.b.c_d")${external}`,
    "an unknown one": `@«LK2401 timout»(10s)${node}`,
    "one twice": `@timeout(10s)\n«LK2402 @timeout(20s)»${node}`,
    "one on the wrong declaration": "@«LK2403 retry»(max: 3)\nfn f(n: Int) -> Int { n }",
    "one on a pipeline": "@«LK2403 timeout»(1s)\npipeline f(n: Int) -> Int { n }",
    "one on a type, a constant and a test":
      '@«LK2403 pure»\ntype A { B }\n\n@«LK2403 pure»\nconst x = 1\n\n@«LK2403 pure»\ntest "a" { true }',
    "@retry without max": `«LK2404 @retry(backoff: 1s)»${node}`,
    "@retry without arguments": `«LK2404 @retry»${node}`,
    "@retry with a position": `@retry(«LK2404 3»)${node}`,
    "@retry with another label": `@retry(max: 3, «LK2404 times: 4»)${node}`,
    "@retry with another label alone": `@retry(«LK2404 times: 4»)${node}`,
    "@retry of less than zero": `@retry(max: «LK2405 -1»)${node}`,
    "@retry of zero": `@retry(max: «LK2405 0»)${node}`,
    "@retry without a pause": `@retry(max: 1, backoff: «LK2405 0ms»)${node}`,
    "@timeout of zero": `@timeout(«LK2405 0s»)${node}`,
    "@timeout of less than zero": `@timeout(«LK2405 -1s»)${node}`,
    "@timeout of a number": `@timeout(«LK2404 10»)${node}`,
    "@timeout without arguments": `«LK2404 @timeout()»${node}`,
    "@timeout of two": `@timeout(1s, «LK2404 2s»)${node}`,
    "@retry more often than anybody": `@retry(max: «LK2405 1_000_001»)${node}`,
    "@retry of more than 64 bits": `@retry(max: «LK2405 99999999999999999999999»)${node}`,
    "@retry after more than ten thousand hours": `@retry(max: 1, backoff: «LK2405 10_001h»)${node}`,
    "@timeout of more than ten thousand hours": `@timeout(«LK2405 600_001m»)${node}`,
    "@timeout of more than a number can say": `@timeout(«LK2405 ${"9".repeat(400)}h»)${node}`,
    "@concurrency of more than a million": `@concurrency(«LK2405 1_000_001»)${node}`,
    "@concurrency of zero": `@concurrency(«LK2405 0»)${node}`,
    "@concurrency of a Float": `@concurrency(«LK2404 1.5»)${node}`,
    "@external without a dot": `@external(«LK2409 "nodot"»)${external}`,
    "@external with a dot at the end": `@external(«LK2409 "a."»)${external}`,
    "@external without a name": `«LK2404 @external»${external}`,
    "@external with a body": '@external("a.b")\nfn «LK2407 f»(n: Int) -> Int { n }',
    "@external on a pipeline": '@«LK2403 external»("a.b")\npipeline f(n: Int) -> Int',
    "a function without a body": "fn «LK2406 f»(n: Int) -> Int",
    "a pipeline without a body": "pipeline «LK2406 f»(n: Int) -> Int",
    "@pure without @external": "«LK2408 @pure»\nfn f(n: Int) -> Int { n }",
    "@pure with parentheses": `@external("a.b")\n«LK2404 @pure()»${external}`,
    "@env without @external": `«LK2408 @env("A")»${node}`,
    "@env without names": `@external("a.b")\n«LK2404 @env()»${external}`,
    "@env of no name": `@external("a.b")\n@env(«LK2404 "a-b"»)${external}`,
    "@env of one twice": `@external("a.b")\n@env("A", «LK2402 "A"»)${external}`,
  });
});

const rate = '@external("a.b")\nfn rate(n: Int) -> Int\n\nfn fake(n: Int) -> Int { n }\n\n';

const other = '@external("a.b")\nfn other(n: Int) -> Int\n\n';

describe("@replace", () => {
  markedCases({
    "an external by a fn": `${rate}@replace(rate: fake)\ntest "t" { rate(1) == 1 }`,
    "an imported external": `import a.{rate}\n\nfn fake(n: Int) -> Int { n }\n\n@replace(rate: fake)\ntest "t" { rate(1) == 1 }\n// file: a.lk\n@external("a.b")\nfn rate(n: Int) -> Int\n`,
    "an unknown external": `${rate}@replace(«LK2201 rates»: fake)\ntest "t" { rate(1) == 1 }`,
    "an unknown fn": `${rate}@replace(rate: «LK2201 fakes»)\ntest "t" { rate(1) == 1 }`,
    "what is no external": `${rate}@replace(«LK2410 fake»: fake)\ntest "t" { rate(1) == 1 }`,
    "by what is no fn": `${rate}node work(n: Int) -> Int { n }\n\n@replace(rate: «LK2410 work»)\ntest "t" { rate(1) == 1 }`,
    "by a constant": `${rate}const one = 1\n\n@replace(rate: «LK2410 one»)\ntest "t" { rate(1) == 1 }`,
    "one external twice": `${rate}@replace(rate: fake, «LK2402 rate: fake»)\ntest "t" { rate(1) == 1 }`,
    "by itself": `${rate}@replace(«LK2411 rate: rate»)\ntest "t" { rate(1) == 1 }`,
    "each by the other": `${rate}${other}@replace(«LK2411 rate: other», other: rate)\ntest "t" { rate(1) == 1 }`,
    "in a row": `${rate}${other}@replace(rate: other, other: fake)\ntest "t" { rate(1) == 1 }`,
    "in a row that ends in a circle": `${rate}${other}@replace(rate: other, «LK2411 other: other»)\ntest "t" { rate(1) == 1 }`,
    "without arguments": `${rate}«LK2404 @replace»\ntest "t" { rate(1) == 1 }`,
    "without a label": `${rate}@replace(«LK2404 fake»)\ntest "t" { rate(1) == 1 }`,
    "a position in the code of another test": `${rate}test "t" { rate(1) == 1 }`,
  });
});
