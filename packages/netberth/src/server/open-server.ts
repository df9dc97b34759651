import type { GlobalFlags } from '../command-line/global-flags.ts';
import { loadServer } from './load-server.ts';
import { readServerConfig, type Environment } from './read-server-config.ts';
import { isLocked, startFailure } from './start-failure.ts';

export type OwnServer = { readonly socket: string; dispose(): Promise<void> };

/**
 * Opens the data folder in this process, under the server's lock, reachable by its socket alone.
 * @throws a Failure, or the server's own error when another process holds the lock (`isLocked`)
 */
export async function openServer(flags: GlobalFlags, environment: Environment): Promise<OwnServer> {
  const { buildApp } = await loadServer();
  const config = await readServerConfig(flags, { 'log-level': 'error' }, environment);
  try {
    const app = await buildApp(config);
    try {
      const { socket } = await app.listenOnSocket();
      return { socket, dispose: () => app.dispose() };
    } catch (error) {
      await app.dispose();
      throw error;
    }
  } catch (error) {
    throw isLocked(error) ? error : startFailure(error, config);
  }
}
