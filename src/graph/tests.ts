import { build } from "../tree/index.js";
import type { TypedExpression } from "../types/typed.js";
import type { Declaration, Program } from "./declaration.js";
import { libraryCall } from "./library.js";

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

/** The comparison that a test's body ends in; undefined where it ends in something else. */
export function comparisonOf(body: TypedExpression): (TypedExpression & { kind: "binary" }) | undefined {
  if (body.kind === "block") return comparisonOf(body.result);
  return body.kind === "binary" && comparisons.has(body.operator) ? body : undefined;
}

/** A test's body that gives its comparison with both sides as text: `(left == right, left as text, right as text)`. */
export function comparing(
  program: Program,
  declaration: Declaration,
  body: TypedExpression,
): TypedExpression {
  if (body.kind === "block") {
    const result = comparing(program, declaration, body.result);
    return { ...body, result, type: result.type };
  }
  if (body.kind !== "binary") return body;
  const left = declaration.local("left", body.left.type);
  const right = declaration.local("right", body.right.type);
  const [a, b] = [build.local(left, body.left), build.local(right, body.right)];
  const text = (side: TypedExpression) => libraryCall(program, "string", "inspect", [side], side);
  const verdict = build.tuple([{ ...body, left: a, right: b }, text(a), text(b)], body);
  return build.lets(
    [
      [build.variable(left, body.left), body.left],
      [build.variable(right, body.right), body.right],
    ],
    verdict,
  );
}
