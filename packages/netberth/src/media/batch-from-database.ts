import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { mediaIssueMany } from '@netberth/api';
import { writeWholeFile } from '@netberth/media/node';
import type { z } from 'zod';
import { connect } from '../connect/connect.ts';
import type { Connection } from '../connect/connection.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { sendCommand } from '../send-command.ts';
import { issueBehindBatch } from './issue-behind.ts';
import { startCountProgress } from '../progress/count-progress.ts';
import { countedMedia } from './counted-media.ts';
import { demandRoom } from './demand-room.ts';
import type { mediaBatch } from './media-definitions.ts';
import { openDownload } from './open-download.ts';

type Asked = Omit<z.output<typeof mediaBatch.input>, 'list' | 'from' | 'query' | 'map'>;
type Made = z.output<typeof mediaBatch.output>;

/** `media batch --from-database`: the server issues the media and makes the ZIP file; here it becomes a file. */
export async function batchFromDatabase(asked: Asked, surroundings: Surroundings): Promise<Made> {
  if (!asked.output.endsWith('.zip'))
    throw new Failure(`"${asked.output}" is no ZIP file: with --from-database name a FILE.zip`);
  const connection = await connect(surroundings.flags, surroundings.environment, mediaIssueMany);
  try {
    return await issueAndSave(connection, asked, surroundings);
  } finally {
    await connection.dispose();
  }
}

async function issueAndSave(
  connection: Connection,
  { label, bootUrl, firmware, format, menu, wait, volume, replace, output }: Asked,
  { terminal }: Surroundings,
): Promise<Made> {
  const which = label === undefined ? { all: true } : { label };
  const order = { ...which, bootUrl, firmware, format, menu, wait, volume, replace };
  const issued = mediaIssueMany.output.parse(await sendCommand(connection, issueBehindBatch, order));
  const { media, sizeBytes, path, endsAt, warnings } = issued;
  const progress = await startCountProgress(terminal, media, countedMedia);
  const target = { kind: 'zip', path: output } as const;
  const made = (bytes: number) => progress.at(Math.min(media, Math.floor((bytes / sizeBytes) * media)));
  try {
    await demandRoom(target, sizeBytes);
    await writeWholeFile(counted(await openDownload(connection, path), made), output);
    return { output: resolve(output), media, sizeBytes, warnings };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      `Cannot write ${output}: ${why}\nThe media are issued all the same: fetch ${path} from the server until ${endsAt}, or revoke them.`,
      { cause: error },
    );
  } finally {
    progress.end();
  }
}

async function* counted(body: Readable, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    onBytes(bytes);
    yield chunk;
  }
}
