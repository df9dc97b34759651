import type { Config } from '@netberth/server';
import { Failure } from '../failure.ts';

/** What keeps a server from starting, as one message with the way out. What is not known here is kept as it is. */
export function startFailure(error: unknown, config: Pick<Config, 'data'>): Error {
  if (!(error instanceof Error)) return new Failure(`Cannot start: ${String(error)}`);
  const wayOut = explain(error, config.data);
  if (wayOut !== null) return new Failure(`Cannot start: ${wayOut}`, { cause: error });
  return isMeantForPeople(error) ? new Failure(error.message, { cause: error }) : error;
}

/** The server explains what it expects to go wrong in a plain Error; a TypeError and the like are faults of ours. */
function isMeantForPeople(error: NodeJS.ErrnoException): boolean {
  return Object.getPrototypeOf(error) === Error.prototype && error.code === undefined;
}

/** Another process has the data folder: it holds the lock of `lockDataFolder`. */
export function isLocked(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_BUSY');
}

function explain(error: NodeJS.ErrnoException, data: string): string | null {
  const place = placeOf(error);
  switch (error.code) {
    case 'EADDRINUSE':
      return `${place} is in use by another program.\nEnd that one, or choose another with --boot-listen or --admin-listen ADDR:PORT (port 0: any free one).`;
    case 'EADDRNOTAVAIL':
      return `${place} is no address of this host.\nChoose one with --boot-listen or --admin-listen ADDR:PORT; [::]:8080 is every address.`;
    case 'EACCES':
    case 'EPERM':
      return error.syscall === 'listen'
        ? `${place}: permission denied.\nPorts below 1024 need root or CAP_NET_BIND_SERVICE; or choose another with --boot-listen ADDR:PORT.`
        : `no permission for ${place}.\nRun this as the owner of ${data}, or choose another folder with --data DIR.`;
    case 'EROFS':
      return `${place} is on a read-only file system.\nChoose another folder with --data DIR.`;
    case 'ENOSPC':
      return `no space left for ${place}.\nFree some, or choose another folder with --data DIR.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${place} is not a folder.\nChoose another with --data DIR.`;
    default:
      return null;
  }
}

function placeOf(error: NodeJS.ErrnoException): string {
  if ('address' in error && typeof error.address === 'string') {
    const host = error.address.includes(':') ? `[${error.address}]` : error.address;
    return 'port' in error && typeof error.port === 'number' && error.port >= 0
      ? `${host}:${error.port}`
      : host;
  }
  return error.path ?? 'the data folder';
}
