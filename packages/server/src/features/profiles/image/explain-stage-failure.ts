import { errorCode } from '../../../platform/error-code.ts';
import { StageRefusal } from './stage-refusal.ts';

/** What of an error is the archive's, the sender's or the disk's fault; null: it is ours. */
export function explainStageFailure(error: unknown): StageRefusal | null {
  if (error instanceof StageRefusal) return error;
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StageRefusal(
        'disk-full',
        null,
        'The disk of the data folder is full: the image was not stored and nothing of it is left. Free space (`netberth profile remove`), then import again.',
        error,
      );
    case 'EFBIG':
      return new StageRefusal(
        'too-large',
        null,
        'The file system of the data folder cannot hold a file this large: the image was not stored. Put the data folder on another file system.',
        error,
      );
    case 'ERR_STREAM_PREMATURE_CLOSE':
    case 'ECONNRESET':
      return new StageRefusal(
        'interrupted',
        null,
        'The sender went away before the end of the image: nothing of it is left. Import it again.',
        error,
      );
    default:
      return null;
  }
}
