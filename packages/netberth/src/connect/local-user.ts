import { userInfo } from 'node:os';

/** Who runs this command, for the audit log. A container may know a user only by number. */
export function localUser(): string {
  try {
    return userInfo().username;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR')
      return `uid ${process.getuid?.() ?? '?'}`;
    throw error;
  }
}
