import type { Span } from "../../text/index.js";
import { type Excess, maximumLevels, maximumParts } from "../core/size.js";
import type { Reports } from "../report.js";

/** Reports a type that passes a bound. */
export function reportLarge(reports: Reports, excess: Excess, span: Span): void {
  const limit = excess === "parts" ? maximumParts : maximumLevels;
  reports.add(
    "LK3062",
    span,
    { limit: `${limit.toLocaleString("en")} ${excess}` },
    { hint: "declare a record or a sum for a part of it, whose name then stands for all that is in it" },
  );
}
