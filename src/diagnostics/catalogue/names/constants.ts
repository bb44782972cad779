import { catalogue } from "../../catalogue.js";

/** Constants: LK23xx. */
export const constants = catalogue({
  LK2301: {
    severity: "error",
    title: "not in a constant",
    message: "A constant is not made by {what}.",
    explanation:
      "A constant takes literals, constructors, lists, tuples, other constants and operators that cannot fail. What is computed is a `fn` without parameters.",
    example: "fn two() { 2 }\n\nconst four = two() * 2",
    repair: "fn two() { 2 }\n\nfn four() { two() * 2 }",
  },
  LK2302: {
    severity: "error",
    title: "constant made of itself",
    message: "The constant `{name}` is made of itself: {cycle}.",
    explanation: "A constant is made of constants that do not need it.",
    example: "const a: Int = b + 1\n\nconst b: Int = a - 1",
    repair: "const a: Int = b + 1\n\nconst b: Int = 1",
  },
});
