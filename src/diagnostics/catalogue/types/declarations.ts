import { catalogue } from "../../catalogue.js";

/** Declarations and types: LK305x, LK306x. */
export const declarations = catalogue({
  LK3050: {
    severity: "error",
    title: "missing annotation",
    message: "The {what} of the {kind} `{name}` has to be annotated.",
    explanation:
      "Nodes, pipelines and externals are contracts that others rely on, over the wire too: their parameters and results are annotated.",
    example: "node twice(n) -> Int { n * 2 }",
    repair: "node twice(n: Int) -> Int { n * 2 }",
  },
  LK3053: {
    severity: "error",
    title: "unknown type in JSON",
    message: "The type that `{name}` turns is not known here.",
    explanation:
      "`json.decode` and `json.to` read the type that inference finds, `json.encode` and `json.from` write it; so it has to be concrete at the end of the declaration. A type variable of the declaration is not.",
    example: "import json\n\nfn read(text: String) -> Result(a, String) { json.decode(text) }",
    repair: "import json\n\nfn read(text: String) -> Result(Int, String) { json.decode(text) }",
  },
  LK3054: {
    severity: "error",
    title: "no JSON of this type",
    message: "`{name}` turns data, and `{type}` has {part}.",
    explanation: "Data has no function inside, and no type that contains itself at other arguments.",
    example: "import json\n\nfn show(f: fn(Int) -> Int) { json.encode(f) }",
    repair: "import json\n\nfn show(f: fn(Int) -> Int) { json.encode(f(1)) }",
  },
  LK3060: {
    severity: "error",
    title: "type without values",
    message: "No finite value can be of type `{name}`: each would contain another one.",
    explanation:
      "A recursive type needs a constructor, or an `Option` or `List` in the way of the recursion, with which values end.",
    example: "type Chain { value: Int, next: Chain }",
    repair: "type Chain { value: Int, next: Option(Chain) }",
  },
  LK3061: {
    severity: "error",
    title: "type argument without its constraint",
    message: "`{name}` takes what is {able} here, and `{type}` is not.",
    explanation:
      "A parameter called `comparable`, `number` or `appendable` asks this of its argument; the key of a `Dict` is comparable. Variables carry a constraint by their names.",
    example: "type Index(k) { places: Dict(k, Int) }",
    repair: "type Index(comparable) { places: Dict(comparable, Int) }",
  },
  LK3062: {
    severity: "error",
    title: "type too large",
    message: "The type of this has more than {limit}, which is the most that a type may have.",
    explanation:
      "A type is as large as it is when aliases are expanded and everything is written out: where a value holds another one twice, the type of the other stands in its type twice, and after a few such steps nobody can read it. A record or a sum counts as its name and arguments alone, whatever it holds. A type may have 50,000 parts (names, tuples and functions), in 250 levels within each other.",
    example:
      "fn twice(x) { (x, x) }\n\nfn four(x) { twice(twice(x)) }\n\nfn many(x) { four(four(four(four(four(four(four(four(x)))))))) }",
    repair: "fn twice(x) { (x, x) }\n\nfn four(x) { twice(twice(x)) }\n\nfn many(x) { four(four(x)) }",
  },
});
