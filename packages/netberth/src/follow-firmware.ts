import { setTimeout } from 'node:timers/promises';
import { firmwareStatus } from '@netberth/api';
import type { Connection } from './connect/connection.ts';
import { plainText } from './output/plain-text.ts';
import { sendCommand } from './send-command.ts';
import type { Terminal } from './terminal.ts';

const pauseMs = 400;

/** While the server installs firmware, tells each step of it as it begins. Gives what `installing` gives. */
export async function followFirmware<Result>(
  connection: Connection,
  installing: Promise<Result>,
  terminal: Terminal,
): Promise<Result> {
  const over = installing.then(
    () => 'over',
    () => 'over',
  );
  for (let told = ''; (await Promise.race([over, setTimeout(pauseMs)])) !== 'over';) {
    const text = await stepText(connection);
    if (text === null || text === told) continue;
    told = text;
    terminal.err.write(`${plainText(text)}\n`);
  }
  return await installing;
}

/** Null: there is nothing to tell, or nobody to ask: what is wrong is told by the installation itself. */
async function stepText(connection: Connection): Promise<string | null> {
  const asked = await sendCommand(connection, firmwareStatus, {}).catch(() => null);
  const parsed = firmwareStatus.output.safeParse(asked);
  const running = parsed.success ? parsed.data.running : null;
  if (running === null) return null;
  return running.percent === null ? `${running.step} …` : `${running.step} … ${tenths(running.percent)} %`;
}

function tenths(percent: number): number {
  return Math.floor(percent / 10) * 10;
}
