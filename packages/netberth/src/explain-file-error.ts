import { errorCode } from './error-code.ts';

/** Why a file, or a folder, that a person named cannot be read or written. */
export function explainFileError(
  error: unknown,
  wanted: 'file' | 'folder' | 'file or folder' = 'file',
): string {
  switch (errorCode(error)) {
    case 'ENOENT':
      return `there is no such ${wanted}`;
    case 'ENOTDIR':
      return wanted === 'folder' ? 'it is a file, not a folder' : 'a folder in its path is a file';
    case 'EISDIR':
      return 'it is a folder, not a file';
    case 'EACCES':
    case 'EPERM':
      return 'this user has no right to it';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
