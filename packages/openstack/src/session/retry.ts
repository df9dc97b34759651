/** What one attempt came to. */
export type Attempt =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter: string | null }
  /** No answer; `isSent`: the service may have begun to work on it. */
  | { readonly kind: 'no-answer'; readonly isSent: boolean };

export type RetryRules = {
  /** Asked twice it does what it does asked once. */
  readonly isRepeatable: boolean;
  /** Another work holds what this one wants, and lets it go: 409 is worth waiting for. */
  readonly retriesConflict: boolean;
  readonly mostAttempts: number;
};

const firstPauseMs = 500;
const longestPauseMs = 20_000;

/** How long to wait before the same request is sent again; null: this outcome is final. `attempt` counts from 1. */
export function pauseBeforeRetry(
  outcome: Attempt,
  attempt: number,
  rules: RetryRules,
  random: () => number,
): number | null {
  if (attempt >= rules.mostAttempts || !isWorthwhile(outcome, rules)) return null;
  const told = outcome.kind === 'answer' ? Number(outcome.retryAfter ?? Number.NaN) : Number.NaN;
  if (told > 0) return Math.min(told * 1000, 2 * longestPauseMs) + random() * firstPauseMs;
  const pauseMs = Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
  return pauseMs * (0.5 + random() / 2);
}

function isWorthwhile(outcome: Attempt, { isRepeatable, retriesConflict }: RetryRules): boolean {
  if (outcome.kind === 'no-answer') return isRepeatable || !outcome.isSent;
  const { status } = outcome;
  if (status === 429 || status === 503) return true;
  if (status === 409) return retriesConflict;
  return isRepeatable && [408, 500, 502, 504].includes(status);
}
