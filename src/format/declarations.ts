import type {
  Attribute,
  AttributeArgument,
  BlockExpression,
  Declaration,
  FunctionDeclaration,
} from "../syntax/index.js";
import { bracketed } from "./brackets.js";
import { above, trailing } from "./comments.js";
import type { Context } from "./context.js";
import { printBlock } from "./control.js";
import { conditionalGroup, type Doc, group, hardline } from "./doc.js";
import { printAssigned } from "./expressions.js";
import { printNegative } from "./patterns.js";
import { printTypeDeclaration } from "./type-declarations.js";
import { printType } from "./types.js";

/** A declaration with its attributes, a line each. */
export function printDeclaration(f: Context, declaration: Declaration): Doc {
  const { attributes } = declaration;
  const lines = attributes.map((attribute, index) => {
    const printed = printAttribute(f, attribute);
    const next = attributes[index + 1] ?? declaration;
    const taken = f.comments.take(next.span.start);
    return [printed, trailing(taken), hardline, above(taken, false)];
  });
  return [lines, printBare(f, declaration)];
}

function printBare(f: Context, declaration: Declaration): Doc {
  switch (declaration.kind) {
    case "type":
      return printTypeDeclaration(f, declaration);
    case "const": {
      const { name, annotation, value } = declaration;
      const type = annotation ? [": ", printType(f, annotation)] : "";
      return printAssigned(f, ["const ", f.name(name), type, " ="], value);
    }
    case "test":
      return ["test ", f.leaf(declaration.title.span), " ", printBody(f, declaration.body)];
    default:
      return printFunction(f, declaration);
  }
}

function printFunction(f: Context, declaration: FunctionDeclaration): Doc {
  const { kind, name, parameters, result, body } = declaration;
  const head = [kind, " ", f.name(name)];
  const items = parameters.map(({ name, annotation, span }) => ({
    start: span.start,
    lead: span.start,
    print: () => (annotation ? [name.text, ": ", printType(f, annotation)] : name.text),
  }));
  const closeAt = f.behind(parameters.at(-1)?.span.end ?? name.span.end, ")");
  const list = bracketed(f, { open: "(", close: ")", closeAt, items });
  const type = result ? [" -> ", printType(f, result)] : "";
  return [...head, printSignature(list, type, items.length > 0), body ? [" ", printBody(f, body)] : ""];
}

/** The parameters break before the result does. */
function printSignature(list: Doc, type: Doc, breaks: boolean): Doc {
  if (!breaks) return [list, type];
  return conditionalGroup([
    [group(list), type],
    [group(list, { shouldBreak: true }), type],
  ]);
}

/** The body of a declaration, whose braces stand on lines of their own. */
function printBody(f: Context, body: BlockExpression): Doc {
  return group(printBlock(f, body), { shouldBreak: true });
}

function printAttribute(f: Context, { name, parentheses, arguments: list, span }: Attribute): Doc {
  const head = ["@", f.name(name)];
  if (!parentheses) return head;
  const items = list.map((argument) => ({
    start: argument.span.start,
    lead: argument.label?.span.start ?? argument.value.span.end,
    print: () => printAttributeArgument(f, argument),
  }));
  return [...head, group(bracketed(f, { open: "(", close: ")", closeAt: span.end - 1, items }))];
}

function printAttributeArgument(f: Context, { label, value }: AttributeArgument): Doc {
  const signed = value.kind === "int" || value.kind === "float" || value.kind === "duration";
  const printed = (): Doc => (signed ? printNegative(f, value.span) : f.leaf(value.span));
  return label ? [f.name(label), ": ", printed()] : printed();
}
