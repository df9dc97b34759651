import { connect } from 'node:net';

/** `silent`: there is no socket, or one that a killed server left behind. */
export type SocketState = 'answers' | 'silent' | 'forbidden';

/** Whether a server listens on this socket now. Errors that say neither yes nor no are thrown. */
export function probeSocket(path: string): Promise<SocketState> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve('answers');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'ENOTDIR'].includes(error.code ?? '')) resolve('silent');
      else if (error.code === 'EACCES' || error.code === 'EPERM') resolve('forbidden');
      else reject(error);
    });
  });
}
