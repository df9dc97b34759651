import { createHash, type Hash } from 'node:crypto';
import { mediaIssue, mediaRevoke, type MediumFormat } from '@netberth/api';
import { writeWholeFile } from '@netberth/media/node';
import type { z } from 'zod';
import { connect } from '../connect/connect.ts';
import type { Connection } from '../connect/connection.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { sendCommand } from '../send-command.ts';
import { issueBehindCreate } from './issue-behind.ts';
import { formatOf } from './create-medium.ts';
import type { mediaCreate } from './media-definitions.ts';
import { openDownload } from './open-download.ts';

type Asked = Omit<z.output<typeof mediaCreate.input>, 'format'> & {
  readonly format?: MediumFormat | undefined;
};
type Created = z.output<typeof mediaCreate.output>;

/** `media create --machine`: the server numbers the medium, knows its key, and makes the image; here it becomes a file. */
export async function createForMachine(
  asked: Asked & { readonly machine: string },
  { flags, environment }: Surroundings,
): Promise<Created> {
  const connection = await connect(flags, environment, mediaIssue);
  try {
    return await issueAndSave(connection, asked);
  } finally {
    await connection.dispose();
  }
}

async function issueAndSave(connection: Connection, asked: Asked & { machine: string }): Promise<Created> {
  const { output, ...order } = asked;
  const format = formatOf(asked);
  const issued = mediaIssue.output.parse(
    await sendCommand(connection, issueBehindCreate, { ...order, format }),
  );
  try {
    const body = await openDownload(connection, issued.path);
    const hash = createHash('sha256');
    await writeWholeFile(hashed(body, hash), output);
    const { id, sizeBytes, firmware, replaced, warnings } = issued;
    const sha256 = hash.digest('hex');
    return { file: output, sizeBytes, sha256, medium: String(id), format, firmware, replaced, warnings };
  } catch (error) {
    // Nobody has it, so nobody should be able to boot from it.
    await sendCommand(connection, mediaRevoke, { id: issued.id });
    if (error instanceof Failure || !(error instanceof Error)) throw error;
    throw new Failure(`Cannot write ${output}: ${error.message}`, { cause: error });
  }
}

async function* hashed(body: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
}
