const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C ends the work, not the process: there is something to tell before. A second one ends the process. */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const interrupt = new AbortController();
  const onSignal = () => {
    for (const name of signals) process.off(name, onSignal);
    interrupt.abort(new Error('interrupted'));
  };
  for (const name of signals) process.on(name, onSignal);
  try {
    return await work(interrupt.signal);
  } finally {
    for (const name of signals) process.off(name, onSignal);
  }
}
