import { sizeText } from '../output/measure-text.ts';
import type { Terminal } from '../terminal.ts';
import { startByteProgress } from '../progress/byte-progress.ts';
import type { Progress } from '../progress/progress.ts';

const tellEveryBytes = 256 * 1024 * 1024;

/** Says how much of a long log has been read. @param sizeBytes of the file; null: nobody knows */
export async function startReading(
  terminal: Terminal,
  name: string,
  sizeBytes: number | null,
): Promise<Progress> {
  const isLong = terminal.isErrTty || (sizeBytes ?? 0) > tellEveryBytes;
  if (sizeBytes !== null && isLong) return startByteProgress(terminal, sizeBytes, 'read');
  let told = 0;
  return {
    at: (bytes) => {
      if (bytes - told < tellEveryBytes) return;
      told = bytes;
      terminal.err.write(`read ${sizeText(bytes)} of ${name}\n`);
    },
    end: () => undefined,
  };
}
