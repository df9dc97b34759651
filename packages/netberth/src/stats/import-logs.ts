import { createHash } from 'node:crypto';
import { statsAdd, statsLogs, type CountedPart } from '@netberth/api';
import type { BootCount } from '@netberth/usage';
import { connect } from '../connect/connect.ts';
import type { Connection } from '../connect/connection.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { sendCommand } from '../send-command.ts';
import type { Terminal } from '../terminal.ts';
import { LogCounter } from './log-counter.ts';
import { openLog, type OpenedLog } from './open-log.ts';
import { startReading } from './reading-progress.ts';
import type { CountedFile } from './stats-definitions.ts';

/** A line may be longer. */
const headBytes = 65_536;
const commentSign = 0x23;
const newline = 0x0a;
const formats =
  'nginx or Apache (common, combined), Amazon S3, CloudFront, W3C with its line #Fields, the proxy server of Swift';
/** How many different boots are sent at once; the server takes 5000. */
const partCounts = 4000;

/** Counts the logs one after the other and sends what is new to the server, so that a second try goes on where this one ends. */
export async function importLogs(
  { logs }: { readonly logs: readonly string[] },
  { flags, environment, terminal }: Surroundings,
): Promise<{ files: CountedFile[] }> {
  const connection = await connect(flags, environment, statsAdd);
  try {
    const files: CountedFile[] = [];
    for (const name of logs) files.push(await importLog(connection, name, terminal));
    return { files };
  } finally {
    await connection.dispose();
  }
}

async function importLog(connection: Connection, name: string, terminal: Terminal): Promise<CountedFile> {
  const log = openLog(name);
  const begun = await beginning(log);
  const head = headOf(Buffer.concat(begun.chunks));
  const known = statsLogs.output.parse(await sendCommand(connection, statsLogs, { head, limit: 1000 })).logs;
  const counter = new LogCounter(known, terminal.now().getTime());
  const sender = new PartSender(connection, { name, head });
  const cut = begun.cut ?? (await countInto(counter, sender, log, begun.chunks, terminal));
  if (!counter.isLog && counter.bytes > 0)
    throw new Failure(`${name} is no access log that Netberth knows: ${formats}.`);
  const { bytes, boots, rubbish, future } = counter;
  // It ends before an earlier import of the same log does.
  if (!counter.isNew) return { name, bytes, countedBefore: bytes, boots: 0, rubbish: 0, future: 0, cut };
  const countedBefore = counter.follows?.bytes ?? 0;
  if (bytes > countedBefore) await sender.send(counter);
  return { name, bytes, countedBefore, boots, rubbish, future, cut };
}

async function countInto(
  counter: LogCounter,
  sender: PartSender,
  log: OpenedLog,
  begun: readonly Buffer[],
  terminal: Terminal,
): Promise<string | null> {
  const progress = await startReading(terminal, log.name, log.sizeBytes);
  try {
    for (const bytes of begun) counter.push(bytes);
    for await (const chunk of log.chunks) {
      if (chunk.kind === 'cut') return chunk.why;
      counter.push(chunk.bytes);
      progress.at(log.readBytes());
      if (counter.isNew && counter.counts.size >= partCounts) await sender.send(counter);
    }
    return null;
  } finally {
    progress.end();
  }
}

/** Enough to have its first entry. */
async function beginning({ chunks }: OpenedLog): Promise<{ chunks: readonly Buffer[]; cut: string | null }> {
  const begun: Buffer[] = [];
  while (firstEntry(Buffer.concat(begun)) === undefined) {
    const next = await chunks.next();
    if (next.done === true) break;
    if (next.value.kind === 'cut') return { chunks: begun, cut: next.value.why };
    begun.push(next.value.bytes);
  }
  return { chunks: begun, cut: null };
}

function headOf(bytes: Buffer): string {
  return createHash('sha256')
    .update(firstEntry(bytes) ?? bytes)
    .digest('hex');
}

/** Its first line that is no comment, with all before it: the same in every copy of a log, and in no other log. */
function firstEntry(bytes: Buffer): Buffer | undefined {
  let start = 0;
  while (bytes[start] === commentSign && bytes.includes(newline, start))
    start = bytes.indexOf(newline, start) + 1;
  const end = bytes.indexOf(newline, start);
  if (end === -1 && bytes.length < headBytes) return undefined;
  return bytes.subarray(0, end === -1 ? headBytes : end);
}

/** Sends what was counted, each part with how far the log is counted by then. */
class PartSender {
  readonly #connection: Connection;
  readonly #log: { readonly name: string; readonly head: string };
  #follows: { readonly id: number; readonly sha256: string } | null | undefined;

  constructor(connection: Connection, log: { readonly name: string; readonly head: string }) {
    this.#connection = connection;
    this.#log = log;
  }

  async send(counter: LogCounter): Promise<void> {
    const { progress, follows } = counter;
    this.#follows ??= follows === null ? null : { id: follows.id, sha256: follows.sha256 };
    const taken = counter.counts.take();
    for (const counts of inParts(taken)) {
      const part: CountedPart = {
        log: { ...this.#log, ...progress, follows: this.#follows },
        counts: [...counts],
      };
      const sent = await sendCommand(this.#connection, statsAdd, { document: JSON.stringify(part) });
      const { id, sha256 } = statsAdd.output.parse(sent);
      this.#follows = { id, sha256 };
    }
  }
}

function inParts(counts: readonly BootCount[]): readonly (readonly BootCount[])[] {
  const parts: (readonly BootCount[])[] = [];
  for (let at = 0; at === 0 || at < counts.length; at += partCounts)
    parts.push(counts.slice(at, at + partCounts));
  return parts;
}
