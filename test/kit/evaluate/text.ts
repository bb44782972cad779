import { Data, Dict, isList, Tuple, type Value } from "./values";

/** A Float in Python's shortest form, which has an exponent from 1e16 on and below 1e-4. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (Object.is(value, -0)) return "-0.0";
  if (value === 0) return "0.0";
  const [mantissa, power] = value.toExponential().split("e") as [string, string];
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, "0");
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${digits}`;
  }
  const plain =
    exponent < 0 ? value.toFixed(mantissa.replace(/[-.]/g, "").length - 1 - exponent) : String(value);
  return plain.includes(".") ? plain : `${plain}.0`;
}

/** What `${}` and `string.inspect` write: a value as its literal would be. */
export function literal(value: Value): string {
  if (typeof value === "number") return floatText(value);
  if (typeof value === "string") return quoted(value);
  if (isList(value)) return `[${value.map(literal).join(", ")}]`;
  if (value instanceof Tuple) return `(${value.items.map(literal).join(", ")})`;
  if (value instanceof Dict)
    return `dict.from_list([${value.pairs.map(([key, item]) => `(${literal(key)}, ${literal(item)})`).join(", ")}])`;
  if (value instanceof Data) {
    if (value.fields.length === 0) return value.constructor_;
    const positional = ["Some", "Ok", "Error"].includes(value.constructor_);
    const fields = value.fields.map((field) =>
      positional ? literal(field.value) : `${field.name}: ${literal(field.value)}`,
    );
    return `${value.constructor_}(${fields.join(", ")})`;
  }
  if (typeof value === "object") return "fn";
  return String(value);
}

const escapes: Record<string, string> = {
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
  $: "\\$",
};

function quoted(text: string): string {
  return `"${text.replace(/[\n\t\r"\\$]/g, (character) => escapes[character] as string)}"`;
}
