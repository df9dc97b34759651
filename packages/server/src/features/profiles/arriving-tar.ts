import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { InputOf, profileImport } from '@netberth/api';
import { CommandRefused } from '../../platform/command-refused.ts';
import { explainStageFailure } from './image/explain-stage-failure.ts';
import type { KeptUploads, UploadName } from './kept-uploads.ts';

type Input = InputOf<typeof profileImport>;

/** The tar of an import: what is being sent, or a file that came in pieces. */
export type ArrivingTar = {
  readonly stream: Readable;
  /** Once the stream was read: throws a CommandRefused unless it is what the sender says it is. */
  readonly verify: () => void;
  /** It is not wanted again. */
  readonly forget: () => Promise<void>;
};

/** @param sender what it may go on with is its own */
export async function arrivingTar(
  kept: KeptUploads,
  { name, resume, offset, sha256 }: Input,
  upload: Readable,
  sender: string,
): Promise<ArrivingTar> {
  if (resume === undefined) return { ...hashed(upload, sha256), forget: async () => undefined };
  const parts = { sender, profile: name, key: resume };
  const whole = createReadStream(await append(kept, parts, offset, upload));
  const forget = async () => {
    whole.destroy();
    await kept.remove(parts);
  };
  return { ...hashed(whole, sha256), forget };
}

async function append(
  kept: KeptUploads,
  parts: UploadName,
  offsetBytes: number,
  rest: Readable,
): Promise<string> {
  try {
    return await kept.append(parts, offsetBytes, rest);
  } catch (error) {
    const refusal = explainStageFailure(error);
    if (refusal === null) throw error;
    // A sender who went away comes back; a full disk wants its space.
    if (refusal.code !== 'interrupted') await kept.remove(parts);
    throw new CommandRefused('imageRefused', { why: refusal.message });
  }
}

function hashed(tar: Readable, sha256: string | undefined): Omit<ArrivingTar, 'forget'> {
  if (sha256 === undefined) return { stream: tar, verify: () => undefined };
  const hash = createHash('sha256');
  const passing = async function* () {
    for await (const chunk of tar.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  };
  return {
    stream: Readable.from(passing()),
    verify: () => {
      const found = hash.digest('hex');
      if (found === sha256.toLowerCase()) return;
      throw new CommandRefused('imageRefused', { why: `its SHA-256 is ${found}, not ${sha256}` });
    },
  };
}
