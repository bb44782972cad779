import type { Type, TypedExpression } from "../../types/typed.js";
import type { Body } from "./body.js";
import { callOf } from "./calls.js";
import { lowerLambda } from "./lambdas.js";
import { flat } from "./layout.js";
import { escaped, quoteFor } from "./literals.js";
import { hoist, lower, lowerAll, nameAll } from "./lower.js";
import { type Python, text } from "./syntax.js";

/** What may stand within the braces of an f-string before Python 3.12. */
const allowed = /^[A-Za-z0-9_.,()[\] =+*-]*$/;

/** `"${x} lines"` as an f-string. */
export function lowerInterpolation(
  body: Body,
  expression: TypedExpression & { kind: "interpolation" },
): Python {
  const sources = expression.parts.filter((part) => typeof part !== "string");
  const values = lowerAll(body, sources, (source) =>
    source.kind === "lambda" ? lowerLambda(body, source, "function", true) : lower(body, source),
  );
  const line = values.find((value) => value.line !== undefined)?.line;
  const fits = (value: Python) =>
    !value.spread && (value.line === undefined || value.line === line) && allowed.test(flat(value));
  if (!values.every(fits)) {
    nameAll(body, values, sources);
    for (const [index, value] of values.entries())
      if (!fits(value)) values[index] = hoist(body, value, sources[index]!);
  }
  const quote = quoteFor(expression.parts.filter((part) => typeof part === "string").join(""));
  let at = 0;
  const inside = expression.parts.map((part) => {
    if (typeof part === "string") return escaped(part, quote).replace(/[{}]/g, "$&$&");
    const value = values[at]!;
    at++;
    return `{${flat(shown(body, value, part.type))}}`;
  });
  const left = values.find((value) => value.line !== undefined)?.line;
  return {
    ...text(`f${quote}${inside.join("")}${quote}`),
    line: left,
    movable: values.every((value) => value.movable),
  };
}

/** A value as text; an f-string itself turns texts and ints. */
function shown(body: Body, value: Python, type: Type): Python {
  if (type.kind === "named" && type.name.module === "") {
    if (type.name.name === "String" || type.name.name === "Int") return value;
    if (type.name.name === "Float") return callOf(body.file.use("float_to_string"), [value], undefined, true);
  }
  return callOf(body.file.use(type.kind === "variable" ? "to_text" : "inspect"), [value], undefined, true);
}
