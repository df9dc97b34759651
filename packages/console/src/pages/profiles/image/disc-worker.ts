import { discName, openDisc, recogniseDisc } from '@netberth/disc';
import type { WholeWay } from '@netberth/disc';
import type { ContentReader } from '@netberth/disk-image';
import type { DiscLook, ToDiscWorker } from './disc-messages.ts';

/*
 * Looks at an ISO as the command does before it sends one. In a worker, because only there a browser reads parts of a file at
 * once (synchronously), as our reader wants them.
 */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

addEventListener('message', ({ data: { file, as } }: MessageEvent<ToDiscWorker>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the page of this worker
  postMessage(lookAt(file, as));
});

function lookAt(file: File, as: WholeWay | null): DiscLook {
  const opened = openDisc(readerOf(file));
  if (opened.kind === 'no-disc') return { kind: 'refused', why: `${file.name} ${opened.why}` };
  const recognition = recogniseDisc(opened.content, { url: `${discName(file.name)}.iso` }, as);
  if (recognition.kind === 'not-bootable') {
    const { what, why, wayOut } = recognition;
    return { kind: 'refused', why: `${file.name} is ${what}. ${why} ${wayOut}` };
  }
  const { what, how, notes } = recognition.disc;
  return { kind: 'recognised', what, how, notes };
}

function readerOf(file: File): ContentReader {
  const reader = new FileReaderSync();
  return {
    kind: 'reader',
    sizeBytes: file.size,
    readAt: (offsetBytes, sizeBytes) =>
      new Uint8Array(reader.readAsArrayBuffer(file.slice(offsetBytes, offsetBytes + sizeBytes))),
  };
}
