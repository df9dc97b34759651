import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Connection } from '../connect/connection.ts';
import { Failure } from '../failure.ts';

/** What the server makes while it is read. Throws a Failure with its words when it refuses. */
export async function openDownload(connection: Connection, path: string): Promise<Readable> {
  const { status, body } = await connection.download(path);
  if (status === 200) return body;
  throw new Failure(`${connection.name} answered ${status}: ${(await text(body)).trim()}`);
}
