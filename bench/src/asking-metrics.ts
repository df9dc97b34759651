import { setTimeout as sleep } from 'node:timers/promises';

/** Asks for `/metrics` every second while something is measured, as an eager Prometheus would. */
export async function askingMetrics<Result>(
  adminUrl: string,
  measure: () => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  const asking = askUntil(`${adminUrl}/metrics`, ending.signal);
  try {
    return await measure();
  } finally {
    ending.abort();
    await asking;
  }
}

async function askUntil(url: string, end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`Measuring: ${url} answered ${answer.status}.`);
    await answer.arrayBuffer();
    await sleep(1000, undefined, { signal: end }).catch(() => undefined);
  }
}
