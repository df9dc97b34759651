import { profileImport, profileReceived } from '@netberth/api';
import { ask } from '../../server/ask.ts';
import type { InputTo } from '../../server/ask.ts';
import { Refused } from '../../server/refused.ts';
import { upload } from '../../server/upload.ts';

export type ImageOrder = Pick<
  InputTo<typeof profileImport>,
  'name' | 'nonDestructive' | 'replace' | 'sha256' | 'as'
>;

type Listener = {
  /** Of the whole file, those of an earlier try too. */
  readonly onSent: (bytes: number) => void;
  /** The connection broke; it is tried again after this time. */
  readonly onBroken: (waitMs: number) => void;
};

/** Waits before each new try; progress begins the list anew. */
const waitsMs = [1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000];

/**
 * Sends an image, and goes on behind what has arrived when the connection breaks, now or when the same file is chosen
 * again later.
 * @param resume names this upload: other bytes must have another
 * @throws Refused when the server says no, TypeError when it stays out of reach
 */
export async function uploadImage(
  tar: Blob,
  resume: string,
  order: ImageOrder,
  listener: Listener,
): Promise<void> {
  for (let failures = 0; ; failures += 1) {
    try {
      const { receivedBytes } = await ask(profileReceived, { name: order.name, resume });
      const offset = Math.min(receivedBytes, tar.size);
      listener.onSent(offset);
      const onSent = (bytes: number) => {
        if (bytes > 0) failures = 0;
        listener.onSent(offset + bytes);
      };
      return await upload(profileImport, { ...order, resume, offset }, tar.slice(offset), onSent);
    } catch (error) {
      const waitMs = waitsMs[failures];
      if (!isCutOff(error) || waitMs === undefined) throw error;
      listener.onBroken(waitMs);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** Or the browser has sent it again by itself, from the beginning, which the server does not take. */
function isCutOff(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Refused && error.problem?.code === 'NB3027');
}
