import type { Config } from '@netberth/server';
import { Failure } from '../failure.ts';

/** What keeps a server from starting, as one message with the way out. What is not known here is kept as it is. */
export function startFailure(error: unknown, config: Pick<Config, 'data'>): Error {
  if (!(error instanceof Error)) return new Failure(`Cannot start: ${String(error)}`);
  const wayOut = explain(error, config.data);
  return wayOut === null ? error : new Failure(`Cannot start: ${wayOut}`, { cause: error });
}

function explain(error: NodeJS.ErrnoException, data: string): string | null {
  if (error.name === 'DataFolderLocked') return locked(error, data);
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
    case undefined:
    default:
      return null;
  }
}

function locked(error: Error, data: string): string {
  const holder = 'pid' in error ? `process ${String(error.pid)}` : 'another process';
  return `the data folder ${data} is in use by ${holder}, whose admin socket does not answer.\nIf it is just starting or stopping, try again; otherwise end it, or choose another folder with --data DIR.`;
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
