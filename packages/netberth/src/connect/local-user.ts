import { userInfo } from 'node:os';
import { hasErrorCode } from '../error-code.ts';

/** Who runs this command, for the audit log. A container may know a user only by number. */
export function localUser(): string {
  try {
    return userInfo().username;
  } catch (error) {
    if (hasErrorCode(error, 'ERR_SYSTEM_ERROR')) return `uid ${process.getuid?.() ?? '?'}`;
    throw error;
  }
}
