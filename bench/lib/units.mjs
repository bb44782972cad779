/**
 * The unit that generated programs consist of, in each language: a record, a sum, functions over lists, a match and a conditional. `n` numbers it in its module; all but the first module use the one before.
 */

export function lkUnit(n, module) {
  const before = module > 0 ? `part${module - 1}.total${n}([x])` : "x";
  return `type Item${n} {
  name: String
  amount: Int
  tags: List(String)
}

type Shape${n} {
  Empty${n}
  Circle${n}(radius: Int)
  Box${n}(width: Int, height: Int)
}

fn area${n}(shape: Shape${n}) -> Int {
  match shape {
    Empty${n} -> 0
    Circle${n}(radius) -> 3 * radius * radius
    Box${n}(width:, height:) -> width * height
  }
}

fn item${n}(x: Int) -> Item${n} {
  Item${n}(name: "item \${x}", amount: ${before} + ${n}, tags: ["a", "b"])
}

fn total${n}(items: List(Int)) -> Int {
  let made = items |> list.map(item${n})
  let amounts = made |> list.filter(fn(item) { item.amount > 0 }) |> list.map(fn(item) { item.amount })
  list.fold(amounts, 0, fn(sum, amount) { sum + amount }) + area${n}(Box${n}(width: 2, height: ${n}))
}

fn label${n}(item: Item${n}) -> String {
  if item.amount > ${n} {
    string.join(item.tags, ", ")
  } else {
    item.name
  }
}
`.split("\n");
}

export function tsUnit(n, module) {
  const before = module > 0 ? `part${module - 1}.total${n}([x])` : "x";
  return `export interface Item${n} {
  readonly name: string;
  readonly amount: number;
  readonly tags: readonly string[];
}

export type Shape${n} =
  | { readonly kind: "Empty" }
  | { readonly kind: "Circle"; readonly radius: number }
  | { readonly kind: "Box"; readonly width: number; readonly height: number };

export function area${n}(shape: Shape${n}): number {
  switch (shape.kind) {
    case "Empty": return 0;
    case "Circle": return 3 * shape.radius * shape.radius;
    case "Box": return shape.width * shape.height;
  }
}

export function item${n}(x: number): Item${n} {
  return { name: \`item \${x}\`, amount: ${before} + ${n}, tags: ["a", "b"] };
}

export function total${n}(items: readonly number[]): number {
  const made = items.map(item${n});
  const amounts = made.filter((item) => item.amount > 0).map((item) => item.amount);
  return amounts.reduce((sum, amount) => sum + amount, 0) + area${n}({ kind: "Box", width: 2, height: ${n} });
}

export function label${n}(item: Item${n}): string {
  if (item.amount > ${n}) {
    return item.tags.join(", ");
  } else {
    return item.name;
  }
}
`.split("\n");
}

export function elmUnit(n, module) {
  const before = module > 0 ? `Part${module - 1}.total${n} [ x ]` : "x";
  return `type alias Item${n} =
    { name : String
    , amount : Int
    , tags : List String
    }


type Shape${n}
    = Empty${n}
    | Circle${n} Int
    | Box${n} Int Int


area${n} : Shape${n} -> Int
area${n} shape =
    case shape of
        Empty${n} ->
            0

        Circle${n} radius ->
            3 * radius * radius

        Box${n} width height ->
            width * height


item${n} : Int -> Item${n}
item${n} x =
    { name = "item " ++ String.fromInt x, amount = ${before} + ${n}, tags = [ "a", "b" ] }


total${n} : List Int -> Int
total${n} items =
    let
        made =
            items |> List.map item${n}

        amounts =
            made |> List.filter (\\item -> item.amount > 0) |> List.map (\\item -> item.amount)
    in
    List.foldl (\\amount sum -> sum + amount) 0 amounts + area${n} (Box${n} 2 ${n})


label${n} : Item${n} -> String
label${n} item =
    if item.amount > ${n} then
        String.join ", " item.tags

    else
        item.name
`.split("\n");
}
