import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import type { GlobalFlags } from '../command-line/global-flags.ts';
import type { SettingValues } from '../command-line/read-setting-flags.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { firstSteps } from './first-steps.ts';
import { reachableUrls } from './host-addresses.ts';
import { loadServer } from './load-server.ts';
import { readServerConfig, type Environment } from './read-server-config.ts';
import { startFailure } from './start-failure.ts';

/** Runs the server until a signal asks it to stop. Problems of the start are thrown as one Failure. */
export async function serve(
  flags: GlobalFlags,
  settings: SettingValues,
  environment: Environment,
  terminal: Terminal,
): Promise<void> {
  const config = await readServerConfig(flags, settings, environment);
  const stopAsked = firstSignal(terminal);
  const app = await start(config);
  try {
    const bound = await app.listen().catch((error: unknown) => {
      throw startFailure(error, config);
    });
    terminal.out.write(
      firstSteps({
        boot: bound.boot.flatMap((url) => reachableUrls(url, networkInterfaces())),
        admin: bound.admin,
        data: resolve(config.data),
        version: await version(),
      }),
    );
    await stopAsked;
    terminal.err.write('Stopping: open requests are finished first. Ctrl-C again stops at once.\n');
  } finally {
    await app.dispose();
  }
}

async function start(config: Awaited<ReturnType<typeof readServerConfig>>) {
  const { buildApp } = await loadServer();
  try {
    return await buildApp(config);
  } catch (error) {
    throw startFailure(error, config);
  }
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function firstSignal(terminal: Terminal): Promise<void> {
  let isStopping = false;
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        if (isStopping) {
          terminal.err.write('Stopped at once; nothing that was answered is lost.\n');
          process.exit(1);
        }
        isStopping = true;
        stop();
      });
  });
}
