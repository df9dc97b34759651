import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { App, Config } from '@netberth/server';
import type { GlobalFlags } from '../command-line/global-flags.ts';
import type { SettingValues } from '../command-line/read-setting-flags.ts';
import { adminSocket } from '../connect/admin-socket.ts';
import { probeSocket } from '../connect/probe-socket.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { firstSteps } from './first-steps.ts';
import { reachableUrls } from './host-addresses.ts';
import { loadServer } from './load-server.ts';
import { readServerConfig, type Environment } from './read-server-config.ts';
import { isLocked, startFailure } from './start-failure.ts';
import { youngGeneration } from '../young-generation.ts';

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
        boot:
          config.bootUrl === null
            ? bound.boot.flatMap((url) => reachableUrls(url, networkInterfaces()))
            : [config.bootUrl],
        admin: bound.admin.flatMap((url) => reachableUrls(url, networkInterfaces())),
        certificate: bound.certificate,
        data: resolve(config.data),
        version: await version(),
        command: typedCommand(environment),
        isDefaultData: resolve(config.data) === resolve('./data'),
        dhcpMode: config.dhcp.mode,
        firstAdministrator: bound.firstAdministrator,
      }),
    );
    for (const problem of bound.menuProblems) terminal.err.write(`Menu: ${problem}\n`);
    if (bound.secretsProblem !== undefined) terminal.err.write(`${bound.secretsProblem}\n`);
    youngGeneration.letGrow();
    await stopAsked;
    terminal.err.write('Stopping: open requests are finished first. Ctrl-C again stops at once.\n');
  } finally {
    await app.dispose();
  }
}

/** In a clone, and in a folder that npm installs into, no shell finds `netberth`; npm tells what it runs. */
function typedCommand({ npm_lifecycle_event: script }: Environment): string {
  return script === 'start' || script === 'npx' ? 'npx netberth' : 'netberth';
}

/** A verb that has the data folder for a moment is waited for; a server that runs there is not. */
async function start(config: Config): Promise<App> {
  const { buildApp } = await loadServer();
  const deadlineMs = Date.now() + patienceMs;
  for (;;) {
    try {
      return await buildApp(config);
    } catch (error) {
      const isServer = (await probeSocket(adminSocket(config.data))) === 'answers';
      if (!isLocked(error) || isServer || Date.now() > deadlineMs) throw startFailure(error, config);
      await setTimeout(pauseMs);
    }
  }
}

const patienceMs = 3000;
const pauseMs = 100;

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
