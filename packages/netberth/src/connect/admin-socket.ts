import { join, relative, resolve } from 'node:path';

/** The socket by which the server of a data folder is administered on its host. */
export function adminSocket(data: string): string {
  return shortest(join(resolve(data), 'admin.sock'));
}

/** The kernel takes about 100 bytes for the name of a socket. */
export function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}
