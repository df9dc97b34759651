import { sizeText } from '../output/measure-text.ts';
import type { Terminal } from '../terminal.ts';
import { startBar } from './bar.ts';
import type { Progress } from './progress.ts';
import { tellTenths } from './tenths.ts';

/** How far a file is. @param done what becomes of its bytes: `sent`, `read` */
export async function startByteProgress(
  terminal: Terminal,
  totalBytes: number,
  done = 'sent',
): Promise<Progress> {
  const size = sizeText(totalBytes);
  if (!terminal.isErrTty)
    return tellTenths(totalBytes, (bytes, tenths) =>
      terminal.err.write(`${done} ${tenths * 10} % (${sizeText(bytes)} of ${size})\n`),
    );
  const beside = (bytes: number, elapsedMs: number) =>
    `${sizeText(bytes)} of ${size}  ${sizeText((bytes * 1000) / Math.max(elapsedMs, 1))}/s`;
  return startBar(terminal, totalBytes, beside, '1000 MiB of   1000 MiB/s'.length + size.length);
}
