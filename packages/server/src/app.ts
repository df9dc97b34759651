import { join, resolve } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { makeAdminPlane } from './app/admin-plane.ts';
import { makeBootPlane } from './app/boot-plane.ts';
import { hostChecker } from './app/check-host.ts';
import { listenOn, listenOnSocketFile } from './app/listen.ts';
import { makeMetrics } from './app/metrics.ts';
import { readServerKeys } from './app/server-keys.ts';
import { AuditTrail } from './commands/audit-trail.ts';
import type { CommandHandler } from './commands/command-handler.ts';
import type { Config } from './config/config.ts';
import { lockDataFolder } from './database/data-folder-lock.ts';
import { openDatabase } from './database/open-database.ts';
import { now } from './database/work.ts';
import { actorOfToken, localActor } from './features/access/authenticate.ts';
import { tokenCommands } from './features/access/token-commands.ts';
import { auditCommands } from './features/audit/audit-commands.ts';
import { bootRoutes } from './features/boot/boot-routes.ts';
import { checkRendering } from './features/boot/check-rendering.ts';
import { ScriptCache } from './features/boot/script-cache.ts';
import { explainCommand } from './features/boot/explain-command.ts';
import { eventCommands } from './features/events/event-commands.ts';
import { createFileSources } from './features/images/file-source.ts';
import { imageRoutes } from './features/images/image-routes.ts';
import { startStoringTransfers } from './features/images/store-transfers-job.ts';
import { TransferLedger } from './features/images/transfer-ledger.ts';
import { importCommands } from './features/inventory/import-machines.ts';
import { machineChangeCommands } from './features/inventory/machine-change-commands.ts';
import { machineListCommands } from './features/inventory/machine-list-commands.ts';
import { kiwisprayRoutes } from './features/kiwispray/kiwispray-routes.ts';
import { ImageFolders } from './features/profiles/image-folders.ts';
import { profileCommands } from './features/profiles/profile-commands.ts';
import { profileFolders } from './features/profiles/profile-store.ts';
import { callbackRoutes } from './features/provisioning/callback-routes.ts';
import { startExpiringGrants } from './features/provisioning/expire-grants-job.ts';
import { grantCommands } from './features/provisioning/grant-commands.ts';
import { newBootId } from './platform/boot-id.ts';
import { canonicalAddress } from './platform/network-address.ts';

export type App = {
  /** Both planes and the socket; URLs as they are bound. */
  listen(): Promise<{ boot: string[]; admin: string[]; socket: string }>;
  /** The socket alone, for a command that opens the data folder itself. */
  listenOnSocket(): Promise<{ socket: string }>;
  dispose(): Promise<void>;
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
  const opened: (() => Promise<void> | void)[] = [() => lock.release()];
  const dispose = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    return await assemble(config, data, clock, opened, dispose);
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function assemble(
  config: Config,
  data: string,
  clock: () => number,
  opened: (() => Promise<void> | void)[],
  dispose: () => Promise<void>,
): Promise<App> {
  const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const keys = await readServerKeys(data);
  const database = await openDatabase(databaseUrl(config), clock);
  opened.push(() => database.close());

  const folders = await ImageFolders.open(data);
  await folders.removeAllBut(new Set(await database.read(profileFolders)));
  const ledger = new TransferLedger({ now: clock });
  const onJobError = (error: unknown) => logger.error(error, 'a job failed');
  opened.push(startStoringTransfers(database, ledger, onJobError));
  opened.push(startExpiringGrants(database, onJobError));

  const audit = new AuditTrail(keys.server, keys.auditKey);
  const metrics = makeMetrics(database);
  const settings = { newMachines: config.newMachines, newMachinesPerMinute: config.newMachinesPerMinute };
  const handlers: readonly CommandHandler[] = [
    ...machineListCommands,
    ...machineChangeCommands(checkRendering),
    ...importCommands,
    ...grantCommands(checkRendering),
    explainCommand(settings, config.bootUrl ?? 'http://SERVER'),
    ...profileCommands(folders, checkRendering),
    ...tokenCommands,
    ...auditCommands(audit),
    ...eventCommands,
  ];

  const { bootUrl } = config;
  const boot = makeBootPlane(logger, config.trustedProxies);
  const tools = { settings, scripts: new ScriptCache(), mintBootId: newBootId };
  bootRoutes(boot, { database, tools, bootUrl, onBoot: metrics.countBoot });
  callbackRoutes(boot, { database, bootUrl });
  kiwisprayRoutes(boot, { database, isListingOpen: config.kiwispray.openListing });
  const sources = createFileSources(config.imageCacheBytes);
  imageRoutes(boot, { database, imagesFolder: folders.images, sources, ledger, now: clock });
  opened.push(() => boot.close());

  const adminNeeds = {
    tools: { database, audit },
    handlers,
    isReady: async () => (await database.read(now)) > 0,
    metrics: metrics.show,
  };
  const admin = makeAdminPlane(logger, {
    ...adminNeeds,
    checkHost: hostChecker(config.adminHosts),
    authenticate: async (request) => {
      const token = bearerToken(request);
      return token === undefined
        ? undefined
        : await actorOfToken(database, token, canonicalAddress(request.ip));
    },
  });
  opened.push(() => admin.close());
  const local = makeAdminPlane(logger, {
    ...adminNeeds,
    checkHost: () => undefined,
    authenticate: async (request) => localActor(headerText(request, 'x-netberth-user')),
  });
  opened.push(() => local.close());

  const socket = join(data, 'admin.sock');
  const listenOnSocket = async () => {
    await listenOnSocketFile(local, socket);
    return { socket };
  };
  return {
    listenOnSocket,
    listen: async () => {
      const bootAt = await listenOn(boot, config.bootListen);
      const adminAt = await listenOn(admin, config.adminListen);
      return { boot: [bootAt], admin: [adminAt], ...(await listenOnSocket()) };
    },
    dispose,
  };
}

function databaseUrl({ database }: Config): string {
  if (database.kind !== 'sqlite') return database.url.reveal();
  return `sqlite:${resolve(database.file)}`;
}

function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1];
}

function headerText(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
