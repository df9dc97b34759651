import { errorCode } from '../../platform/error-code.ts';
import { firmwareRefused } from './firmware-refused.ts';

/** Why a path that a person named cannot be used; what is not about the path is given back as it is. */
export function explainFileError(path: string, error: unknown): unknown {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return firmwareRefused(
        `"${path}" does not exist`,
        'Check the name; it is a path on the server’s host.',
        error,
      );
    case 'EISDIR':
      return firmwareRefused(`"${path}" is a folder`, 'For a folder say --from DIR.', error);
    case 'EACCES':
    case 'EPERM':
      return firmwareRefused(
        `"${path}" may not be read by the user that runs the server`,
        'Change its permissions, or copy it to where that user can read it.',
        error,
      );
    default:
      return error;
  }
}
