import { catalogue } from "../../catalogue.js";

/** What may stand in which body: LK50xx. */
export const bodies = catalogue({
  LK5001: {
    severity: "error",
    title: "call across services from local code",
    message: "`{name}` is a {kind}, and the {caller} `{from}` can call `fn`s only.",
    explanation:
      "A `fn` is local code and a `node` is one deployed function: neither waits for another service. A `pipeline` composes nodes: it calls one, and hands the result to the next.",
    example: `node rate(_currency: String) -> Int { 2 }
fn price(amount: Int) -> Int { amount * rate("EUR") }`,
    repair: `node rate(_currency: String) -> Int { 2 }
pipeline price(amount: Int) -> Int { amount * rate("EUR") }`,
  },
  LK5002: {
    severity: "error",
    title: "node as a value",
    message: "`{name}` is a {kind} and no value: it is called here, or it is the function of a fan-out.",
    explanation:
      "The names of nodes and pipelines stand in two places of a pipeline's body: called, or as the function of `list.map` and the other fan-outs (`list.map(xs, work)`, `list.map(xs, work(_, d))`, or in a lambda written there). So the compiler sees every edge of the graph.",
    example: `node double(n: Int) -> Int { n * 2 }
fn twice(f: fn(Int) -> Int, n: Int) -> Int { f(f(n)) }
pipeline main(n: Int) -> Int { twice(double, n) }`,
    repair: `node double(n: Int) -> Int { n * 2 }
pipeline main(n: Int) -> Int { double(double(n)) }`,
  },
  LK5003: {
    severity: "error",
    title: "effects in a pipeline",
    message: "`{name}` has effects, and the {place} `{from}` is no place for them.",
    explanation:
      "Expressions between the calls of a pipeline are glue: they may run again where a message is delivered twice. An external has effects unless it is marked `@pure`, and so has every `fn` that mentions it. Call it from a `node`, whose calls are recorded. `log` is allowed.",
    example: `import time
pipeline main() -> String { time.to_string(time.now()) }`,
    repair: `import time
node now() -> String { time.to_string(time.now()) }
pipeline main() -> String { now() }`,
  },
  LK5004: {
    severity: "error",
    title: "`?` without a function to leave",
    message: "`?` leaves a `fn`, `node` or local lambda early; {place} cannot be left.",
    explanation:
      "The steps of a pipeline are messages, so there is nothing to return early from, and a test is one Bool. Use `match`, `result.then` or `option.then`, or put the expression into a `fn`. In a lambda that reaches no node `?` leaves that lambda.",
    example: `fn parse(n: Int) -> Result(Int, String) { Ok(n) }
node work(n: Int) -> Int { n }
pipeline main(n: Int) -> Result(Int, String) { Ok(work(parse(n)?)) }`,
    repair: `import result
fn parse(n: Int) -> Result(Int, String) { Ok(n) }
node work(n: Int) -> Int { n }
pipeline main(n: Int) -> Result(Int, String) { result.map(parse(n), work) }`,
  },
  LK5005: {
    severity: "error",
    title: "`let` that binds a function",
    message: "A let of a pipeline binds data, and this is a function.",
    explanation:
      "What a pipeline's `let` binds travels from one service to the next, and functions stay where they were made. Write the lambda where it is used, or declare a `fn`.",
    example: `import list
pipeline main(xs: List(Int)) -> List(Int) {
  let double = fn(x) { x * 2 }
  list.map(xs, double)
}`,
    repair: `import list
fn double(x: Int) -> Int { x * 2 }
pipeline main(xs: List(Int)) -> List(Int) { list.map(xs, double) }`,
  },
  LK5006: {
    severity: "error",
    title: "travelling value that is no data",
    message: "This value would travel between services, and it is no data: {part} is {reason}.",
    explanation:
      "What a pipeline binds, hands to a call, captures in a branch or scatters travels as a message. It has no function inside, and no type that contains itself at other arguments.",
    example: `type Job { name: String, run: fn(Int) -> Int }
node work(n: Int) -> Int { n }
fn job(name: String) -> Job { Job(name:, run: fn(x) { x + 1 }) }
pipeline main(n: Int) -> Int {
  let job = job("next")
  job.run(work(n))
}`,
    repair: `node work(n: Int) -> Int { n }
fn run(name: String, n: Int) -> Int { if name == "next" { n + 1 } else { n } }
pipeline main(n: Int) -> Int {
  let name = "next"
  run(name, work(n))
}`,
  },
  LK5007: {
    severity: "error",
    title: "node in a guard",
    message: "The guard of an arm is decided in one place, so it cannot call the {kind} `{name}`.",
    explanation:
      "Which arm of a `match` is taken is decided by glue. Call the node before the `match` and use its result in the guard.",
    example: `node known(n: Int) -> Bool { n > 0 }
pipeline main(n: Int) -> Int {
  match n {
    m if known(m) -> m
    _ -> 0
  }
}`,
    repair: `node known(n: Int) -> Bool { n > 0 }
pipeline main(n: Int) -> Int {
  let is_known = known(n)
  match n {
    m if is_known -> m
    _ -> 0
  }
}`,
  },
  LK5008: {
    severity: "error",
    title: "node in a local lambda",
    message: "This lambda calls the {kind} `{name}`, and {use} runs it locally.",
    explanation:
      "A lambda that reaches a node is written as the function of a fan-out: `list.map`, `list.index_map`, `list.filter`, `list.filter_map`, `list.flat_map`, `list.fold`, `dict.map_values`, `option.map`, `option.then`, `result.map` or `result.then`. All other functions call their lambdas within one service.",
    example: `import list
node weight(n: Int) -> Int { n }
pipeline main(xs: List(Int)) -> List(Int) { list.sort_by(xs, fn(x) { weight(x) }) }`,
    repair: `import list
node weight(n: Int) -> Int { n }
pipeline main(xs: List(Int)) -> List(Int) {
  let weights = list.map(xs, weight)
  list.zip(weights, xs) |> list.sort |> list.map(fn((_, x)) { x })
}`,
  },
});
