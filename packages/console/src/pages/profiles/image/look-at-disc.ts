import type { WholeWay } from '@netberth/disc';
import type { DiscLook, ToDiscWorker } from './disc-messages.ts';

/** What is on an ISO and how it would boot; nothing is sent. @throws Error when the browser cannot read the file */
export async function lookAtDisc(file: File, as: WholeWay | null): Promise<DiscLook> {
  const worker = new Worker(new URL('./disc-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<DiscLook>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<DiscLook>) => resolve(data));
      worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      const asked: ToDiscWorker = { file, as };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a worker of this page
      worker.postMessage(asked);
    });
  } finally {
    worker.terminate();
  }
}
