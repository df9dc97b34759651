import type { GlobalFlags } from '../command-line/global-flags.ts';
import { loadServer } from './load-server.ts';
import { readServerConfig, type Environment } from './read-server-config.ts';
import { startFailure } from './start-failure.ts';

export type OwnServer = { readonly socket: string; dispose(): Promise<void> };

/** Opens the data folder in this process, under the server's lock, reachable by its socket alone. */
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
    throw startFailure(error, config);
  }
}
