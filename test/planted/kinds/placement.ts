import { atNodes, before, change, type Kinds } from "../kind.js";
import type { Ground, Node } from "../sites.js";

/** What stands where it may not. */
export const placement: Kinds = {
  "a node is a value in a pipeline": inBody("pipeline", "LK5002", (ground) => {
    const node = ground.module.declarations.find(({ kind }) => kind === "node");
    return node && "parameters" in node && `let _zq = (1, ${(node.name as { text: string }).text})`;
  }),
  "a node is a value in a function": inBody("fn", "LK5002 LK5001", (ground) => {
    const node = ground.module.declarations.find(({ kind }) => kind === "node");
    return node && "parameters" in node && `let _zq = ${(node.name as { text: string }).text}`;
  }),
  "a pipeline's `let` binds a function": inBody("pipeline", "LK5005", () => "let _zq = fn(x) { x + 1 }"),
  "a `?` in a pipeline": inBody("pipeline", "LK5004", () => "let _zq = Some(7)?"),
  "an effect in a pipeline": atNodes("LK5003", "pipeline", ({ body }, { parents }, ground) => {
    const first = ((body as Node | undefined)?.statements as readonly Node[] | undefined)?.[0];
    if (!first || parents.length > 0) return undefined;
    const end = { start: ground.text.length, end: ground.text.length };
    const edits = [
      { span: before(first.span), text: "let _zq = effect_zq(7)\n  " },
      { span: end, text: '\n@external("zq.effect")\nfn effect_zq(n: Int) -> Int\n' },
    ];
    return { edits, within: before(first.span) };
  }),
  "a node takes a function": declared(
    "LK5101",
    "node",
    "node wire_zq(f: fn(Int) -> Int) -> Int {\n  f(7)\n}\n\n",
  ),
  "a node gives a function": declared(
    "LK5101",
    "node",
    "node wire_zq(n: Int) -> List(fn(Int) -> Int) {\n  [fn(m) { n + m }]\n}\n\n",
  ),
  "a node without annotations": declared("LK3050", "node", "node wire_zq(n) -> Int {\n  n + 1\n}\n\n"),
  "a type without values": declared("LK3060", "type", "type Endless { next: Endless }\n\n"),
  "an alias of itself": declared("LK2107", "type", "type Endless = List(Endless)\n\n"),
};

/** A statement at the beginning of the body of such a declaration. */
function inBody(kind: string, codes: string, statement: (ground: Ground) => string | false | undefined) {
  return atNodes(codes, kind, ({ body }, { parents }, ground) => {
    const first = ((body as Node | undefined)?.statements as readonly Node[] | undefined)?.[0];
    const text = statement(ground);
    return first && text && parents.length === 0
      ? change(before(first.span), `${text}\n  `, before(first.span))
      : undefined;
  });
}

/** A declaration before such a declaration. */
function declared(codes: string, kind: string, text: string) {
  return atNodes(codes, kind, ({ span, attributes }, { parents }) => {
    const none = ((attributes as readonly unknown[] | undefined)?.length ?? 0) === 0;
    return none && parents.length === 0 ? change(before(span), text, before(span)) : undefined;
  });
}
