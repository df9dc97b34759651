import type { Terminal } from '../terminal.ts';
import { startBar } from './bar.ts';
import type { Progress } from './progress.ts';
import { tellTenths } from './tenths.ts';

/** What is counted: what becomes of them (`made`), what they are (`media`), and how many are few, of which a log is told nothing. */
export type Counted = { readonly done: string; readonly nouns: string; readonly few?: number };

/** How many of many are done. */
export async function startCountProgress(
  terminal: Terminal,
  total: number,
  { done, nouns, few = 0 }: Counted,
): Promise<Progress> {
  if (!terminal.isErrTty)
    return tellTenths(total, (count) => {
      if (total > few) terminal.err.write(`${done} ${count} of ${total} ${nouns}\n`);
    });
  const beside = (count: number) => `${count} of ${total} ${nouns}`;
  return startBar(terminal, total, beside, beside(total).length);
}
