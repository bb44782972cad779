import type { Diagnostic } from "../../diagnostics/index.js";
import type { CommandError } from "../exit.js";

/** What a check came to: diagnostics of programs, or why there is no program to check. */
export type Outcome =
  | { readonly diagnostics: readonly Diagnostic[]; readonly modules: number; readonly failed: boolean }
  | CommandError;

/** Tells the checks of a watch, one after the other. */
export interface Reporter {
  /** @param changed files as shown to the user; none for the first check */
  begin(changed: readonly string[]): void;
  end(outcome: Outcome): void;
}
