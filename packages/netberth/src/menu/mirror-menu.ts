import { setTimeout } from 'node:timers/promises';
import { menuAssets, type CommandDefinition, type RunningMirror } from '@netberth/api';
import type { CommandInput } from '../command-line/read-input.ts';
import type { Connection } from '../connect/connection.ts';
import { countText, sizeText } from '../output/measure-text.ts';
import { sendCommand } from '../send-command.ts';
import type { Terminal } from '../terminal.ts';

const pauseMs = 1000;

/**
 * `menu mirror`: asked for nothing, it lists what is stored.
 * @param terminal where progress is told; null: nowhere
 */
export async function mirrorMenu(
  connection: Connection,
  definition: CommandDefinition,
  input: CommandInput,
  terminal: Terminal | null,
): Promise<unknown> {
  const isAsked = ['product', 'verify', 'prune', 'remove'].some((name) => Boolean(input[name]));
  if (!isAsked) return sendCommand(connection, menuAssets, {});
  const mirroring = sendCommand(connection, definition, input);
  if (terminal !== null) await follow(connection, mirroring, terminal, input['product']);
  return await mirroring;
}

async function follow(
  connection: Connection,
  mirroring: Promise<unknown>,
  { err, isErrTty }: Terminal,
  product: CommandInput[string],
): Promise<void> {
  const over = mirroring.then(
    () => 'over',
    () => 'over',
  );
  let told = '';
  while ((await Promise.race([over, setTimeout(pauseMs)])) !== 'over') {
    const running = await runningOf(connection, product);
    const text = running === null ? told : isErrTty ? progressText(running) : coarseText(running);
    if (text === told) continue;
    told = text;
    err.write(isErrTty ? `\r${text}\u001B[K` : `${text}\n`);
  }
  if (isErrTty && told !== '') err.write('\r\u001B[K');
}

/** null: it is not at work yet, or nobody can be asked: what is wrong is told by the run itself. */
async function runningOf(
  connection: Connection,
  product: CommandInput[string],
): Promise<RunningMirror | null> {
  const asked = await sendCommand(connection, menuAssets, {}).catch(() => null);
  const parsed = menuAssets.output.safeParse(asked);
  return (parsed.success && parsed.data.running.find((each) => each.product === product)) || null;
}

function progressText({ files, doneFiles, receivedBytes, totalBytes }: RunningMirror): string {
  return `${doneFiles} of ${countText(files, 'file')}, ${sizeText(receivedBytes)} of ${sizeText(totalBytes)} that are known of`;
}

/** For a log: a line for each tenth of what is known. */
function coarseText({ files, doneFiles, receivedBytes, totalBytes }: RunningMirror): string {
  const tenths = Math.floor((receivedBytes * 10) / Math.max(totalBytes, 1));
  return `${doneFiles} of ${countText(files, 'file')}, ${tenths * 10} % of ${sizeText(totalBytes)}`;
}
