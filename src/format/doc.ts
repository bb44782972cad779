import { builders, printer, utils } from "prettier/doc";

/** A document: text with possible line breaks, laid out by Prettier's printer (after Wadler, "A prettier printer"). */
export type Doc = builders.Doc;

export const {
  breakParent,
  conditionalGroup,
  fill,
  group,
  hardline,
  ifBreak,
  indent,
  join,
  line,
  lineSuffix,
  softline,
} = builders;

export const { removeLines, willBreak } = utils;

/** Columns that a line fills where it can be broken. */
export const lineWidth = 100;

/** Lays a document out. */
export function print(doc: Doc): string {
  return printer.printDocToString(doc, { printWidth: lineWidth, tabWidth: 2, useTabs: false }).formatted;
}

/** Lays a document out on one line, however long. */
export function printFlat(doc: Doc): string {
  return printer.printDocToString(doc, { printWidth: Number.POSITIVE_INFINITY, tabWidth: 2 }).formatted;
}
