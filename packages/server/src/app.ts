import { adminPlanesOf } from './app/admin-features.ts';
import { bootPlaneOf } from './app/boot-features.ts';
import { openParts } from './app/parts.ts';
import type { Parts } from './app/parts.ts';
import type { Closing } from './app/closing.ts';
import { join, resolve } from 'node:path';
import { listenOn, listenOnSocketFile } from './app/listen.ts';
import type { ShownCertificate } from './app/tls/admin-tls.ts';
import type { Config } from './config/config.ts';
import { lockDataFolder } from './database/data-folder-lock.ts';
import { raiseEvent } from './features/events/event-store.ts';
import { makeFirstAdministrator } from './features/access/first-administrator.ts';
import type { FirstAdministrator } from './features/access/first-administrator.ts';

export type App = {
  /** Both planes and the socket; URLs as they are bound. */
  listen(): Promise<Listening>;
  /** The socket alone, for a command that opens the data folder itself. */
  listenOnSocket(): Promise<{ socket: string }>;
  dispose(): Promise<void>;
};

export type Listening = {
  readonly boot: readonly string[];
  readonly admin: readonly string[];
  readonly socket: string;
  /** Made just now, because this database had nobody yet; the password is to be shown, it is nowhere stored. */
  readonly firstAdministrator: FirstAdministrator | undefined;
  /** Of the admin plane; undefined: it speaks plain HTTP. */
  readonly certificate: ShownCertificate | undefined;
  /** What is wrong with what the site added to the menu, with file and line; the rest of the menu is there. */
  readonly menuProblems: readonly string[];
  /** Why nothing that needs a secret is served, and what to do; undefined: all is well. */
  readonly secretsProblem: string | undefined;
  /** The port at which the syslog of installers is received, by UDP and TCP; null: at none. */
  readonly syslog: number | null;
};

/** What a test sets in place of the process's own. */
export type Surroundings = {
  /** Milliseconds since 1970; a database server has a clock of its own, which it uses. */
  readonly clock?: () => number;
};

/**
 * The one place where everything is put together; a feature that is not named here does not exist.
 * @throws when the data folder is in use, the database cannot be opened, or a file cannot be written
 */
export async function buildApp(config: Config, { clock = Date.now }: Surroundings = {}): Promise<App> {
  const data = resolve(config.data);
  const lock = await lockDataFolder(data);
  const opened: Closing = [() => lock.release()];
  const dispose = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    return await assemble(await openParts(config, data, clock, opened), opened, dispose);
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function assemble(parts: Parts, opened: Closing, dispose: () => Promise<void>): Promise<App> {
  const boot = bootPlaneOf(parts);
  const { remote, local, startRules } = adminPlanesOf(parts);
  opened.push(startRules());
  for (const plane of [boot, remote, local]) opened.push(() => plane.close());
  // First of all, because whoever waits for a file would keep a plane open for as long as it takes to come.
  opened.push(() => parts.assets.fetches.stop());
  const listenAt = async (name: string) => {
    const socket = join(parts.data, name);
    await listenOnSocketFile(local, socket);
    return { socket };
  };
  return {
    // A name of its own: other commands must not find a server that ends with this one.
    listenOnSocket: () => listenAt(`command-${process.pid}.sock`),
    listen: async () => {
      const bootAt = await listenOn(boot, parts.config.bootListen);
      const certificate = await parts.tls?.open();
      const adminAt = await listenOn(remote, parts.config.adminListen, parts.tls ? 'https' : 'http');
      parts.dhcp.start(Number(new URL(bootAt).port || 80));
      const syslog = await startSyslog(parts, opened);
      const firstAdministrator = await makeFirstAdministrator(parts);
      const bound = { boot: [bootAt], admin: [adminAt], ...(await listenAt('admin.sock')) };
      const secretsProblem = await tellOfSecrets(parts);
      return {
        ...bound,
        firstAdministrator,
        certificate,
        menuProblems: parts.menu.problems,
        secretsProblem,
        syslog,
      };
    },
    dispose,
  };
}

/** Only where it is wanted: loaded then. @returns the port; null: it is off, or could not be opened */
async function startSyslog({ config, database, logger }: Parts, opened: Closing): Promise<number | null> {
  if (config.logs.syslog === null) return null;
  const { receiveLogs } = await import('./features/installer-logs/receive-logs.ts');
  const onError = (error: unknown) => logger.error(error, 'lines of installers were not kept');
  const receiving = await receiveLogs(database, config.logs.syslog, onError);
  if (receiving) opened.push(() => receiving.stop());
  return receiving?.port ?? null;
}

/** Whoever looks at the console later should see it, too. */
async function tellOfSecrets({ secrets, database }: Parts): Promise<string | undefined> {
  const message = await secrets.problem();
  if (message !== undefined)
    await database.write(() =>
      raiseEvent({ severity: 'alert', kind: 'secretsLocked', message, machineId: null }),
    );
  return message;
}
