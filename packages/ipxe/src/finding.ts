import type { Position } from './position.ts';

/** `error`: it fails or does something else than it says; `warning`: it may. */
export type Severity = 'error' | 'warning';

/** What is wrong with a script, where known. */
export type Finding = {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly position?: Position;
};

/** What is wrong with a script's text before any command is looked at. */
export type Problem = Finding & { readonly position: Position };

/** A finding at a place that may be unknown (statements that were built, not parsed, have none). */
export function finding(
  rule: string,
  severity: Severity,
  message: string,
  position: Position | undefined,
): Finding {
  return position === undefined ? { rule, severity, message } : { rule, severity, message, position };
}
