import { join, resolve } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { makeAdminPlane } from './app/admin-plane.ts';
import { makeBootPlane } from './app/boot-plane.ts';
import { bearerToken, claimedName } from './app/credentials.ts';
import { hostChecker } from './app/check-host.ts';
import { listenOn, listenOnSocketFile } from './app/listen.ts';
import { makeMetrics } from './app/metrics.ts';
import type { Metrics } from './app/metrics.ts';
import { adminTlsOf } from './app/tls/admin-tls.ts';
import type { AdminTls, ShownCertificate } from './app/tls/admin-tls.ts';
import { readServerKeys } from './app/server-keys.ts';
import { AuditEndFile } from './commands/audit-end.ts';
import { AuditTrail } from './commands/audit-trail.ts';
import { RefusalLimit } from './commands/record-refusal.ts';
import type { CommandHandler } from './commands/command-handler.ts';
import { databaseUrlOf } from './config/config.ts';
import type { Config } from './config/config.ts';
import { LiveConfig } from './config/live-config.ts';
import { lockDataFolder } from './database/data-folder-lock.ts';
import { openDatabase } from './database/open-database.ts';
import { now } from './database/work.ts';
import type { Database } from './database/work.ts';
import { accessCommands } from './features/access/access-commands.ts';
import { authenticateSession } from './features/access/authenticate-session.ts';
import { openDirectory } from './features/access/directory/directory.ts';
import type { Directory } from './features/access/directory/directory.ts';
import { demandScope } from './features/access/demand-scope.ts';
import { makeFirstAdministrator } from './features/access/first-administrator.ts';
import type { FirstAdministrator } from './features/access/first-administrator.ts';
import { localActor } from './features/access/local-actor.ts';
import { makeRefreshUser } from './features/access/refresh-user.ts';
import { passwordSource } from './features/access/password-source.ts';
import { signInRoutes } from './features/access/sign-in-routes.ts';
import { actorOfToken } from './features/access/token-actor.ts';
import { assetCommands } from './features/assets/asset-commands.ts';
import { assetRoutes } from './features/assets/asset-routes.ts';
import { openAssets, type Assets } from './features/assets/open-assets.ts';
import { auditCommands } from './features/audit/audit-commands.ts';
import { startPruningAudit } from './features/audit/prune-audit-job.ts';
import { MenuBook } from './features/catalogue/menu-book.ts';
import { bootRoutes } from './features/boot/boot-routes.ts';
import { checkRendering } from './features/boot/check-rendering.ts';
import { ScriptCache } from './features/boot/script-cache.ts';
import { explainCommand } from './features/boot/explain-command.ts';
import { dhcpCommands } from './features/dhcp/dhcp-commands.ts';
import { DhcpService } from './features/dhcp/dhcp-service.ts';
import { consoleRoutes } from './features/console/console-routes.ts';
import { eventCommands } from './features/events/event-commands.ts';
import { knownBuilds } from './features/firmware/known-builds.ts';
import { FirmwareFolder } from './features/firmware/firmware-folder.ts';
import { firmwareCommands } from './features/firmware/firmware-commands.ts';
import { batchRoutes } from './features/media/batch-routes.ts';
import { mediaCommands } from './features/media/media-commands.ts';
import { mediaRoutes } from './features/media/media-routes.ts';
import { imageMaker } from './features/media/medium-image.ts';
import type { ImageMaker } from './features/media/medium-image.ts';
import { firmwareRoutes } from './features/firmware/firmware-routes.ts';
import { createFileSources } from './features/images/file-source.ts';
import { imageRoutes } from './features/images/image-routes.ts';
import { startStoringTransfers } from './features/images/store-transfers-job.ts';
import { TransferLedger } from './features/images/transfer-ledger.ts';
import { importCommands } from './features/inventory/import-machines.ts';
import { machineChangeCommands } from './features/inventory/machine-change-commands.ts';
import { machineListCommands } from './features/inventory/machine-list-commands.ts';
import { kiwisprayRoutes } from './features/kiwispray/kiwispray-routes.ts';
import { menuCommands } from './features/menus/menu-commands.ts';
import { menuRoutes } from './features/menus/menu-routes.ts';
import { overviewCommands } from './features/overview/overview-commands.ts';
import { overviewStream } from './features/overview/overview-stream.ts';
import { previewCommands } from './features/preview/preview-commands.ts';
import { previewRoutes } from './features/preview/preview-routes.ts';
import { ImageFolders } from './features/profiles/image-folders.ts';
import { profileCommands } from './features/profiles/profile-commands.ts';
import { profileFolders } from './features/profiles/profile-store.ts';
import { callbackRoutes } from './features/provisioning/callback-routes.ts';
import { bulkCommands } from './features/provisioning/bulk-commands.ts';
import { startExpiringGrants } from './features/provisioning/expire-grants-job.ts';
import { startIndexingBoots } from './features/provisioning/index-boots-job.ts';
import { grantCommands } from './features/provisioning/grant-commands.ts';
import { proposalCommands } from './features/provisioning/proposal-commands.ts';
import { followSettings } from './features/settings/follow-settings-job.ts';
import type { SettingsFollower } from './features/settings/follow-settings-job.ts';
import { settingsCommands } from './features/settings/settings-commands.ts';
import { startDeliveringWebhooks } from './features/webhooks/deliver-webhooks-job.ts';
import { webhookCommands } from './features/webhooks/webhook-commands.ts';
import { newBootId } from './platform/boot-id.ts';
import { canonicalAddress } from './platform/network-address.ts';

/** Where `npm start` builds packages/console. */
const builtConsole = resolve(import.meta.dirname, '../../console/dist');

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

/** What is opened once and handed to the features that name it. */
type Parts = {
  readonly config: Config;
  readonly data: string;
  readonly clock: () => number;
  /** For the planes: where they listen is told in words by who started them. */
  readonly logger: Logger;
  readonly database: Database;
  readonly folders: ImageFolders;
  readonly menu: MenuBook;
  readonly assets: Assets;
  readonly firmware: FirmwareFolder;
  readonly media: ImageMaker;
  readonly ledger: TransferLedger;
  readonly audit: AuditTrail;
  readonly metrics: Metrics;
  readonly dhcp: DhcpService;
  readonly directory: Directory | undefined;
  readonly settings: SettingsFollower;
  readonly tls: AdminTls | undefined;
};
type Closing = (() => Promise<void> | void)[];

async function openParts(fixed: Config, data: string, clock: () => number, opened: Closing): Promise<Parts> {
  const live = new LiveConfig(fixed);
  const config = live.view;
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const logger = log.child({}, { level: config.logLevel === 'info' ? 'warn' : config.logLevel });
  const keys = await readServerKeys(data);
  const database = await openDatabase(databaseUrlOf(config), clock);
  opened.push(() => database.close());
  const settings = await followSettings(database, live, (problem) =>
    log.warn(problem, 'a setting does not count'),
  );
  opened.push(settings.stop);
  const tls = adminTlsOf(config, data, log);
  opened.push(() => tls?.close());
  const folders = await ImageFolders.open(data);
  await folders.removeAllBut(new Set(await database.read(profileFolders)));
  const firmware = await FirmwareFolder.open(data);
  const media = imageMaker(data, firmware);
  const onProblems = (problems: readonly string[]) => log.warn({ problems }, 'the menu has problems');
  const assets = await openAssets({ config: config.assets, data, clock, log, content: () => menu.content });
  const installed = () => (firmware.manifest?.files ?? []).map(({ file }) => file);
  const menu: MenuBook = new MenuBook({
    ...{ config: config.menu, data, installed, onProblems },
    files: assets.places,
  });
  const ledger = new TransferLedger({ now: clock });
  const onJobError = (error: unknown) => log.error(error, 'a job failed');
  opened.push(startStoringTransfers(database, ledger, onJobError));
  opened.push(startExpiringGrants(database, onJobError));
  opened.push(startIndexingBoots(database, onJobError));
  const auditEnds = new AuditEndFile(join(data, 'keys', 'audit-end'), (error) =>
    log.error(error, 'the end of the audit log was not written down'),
  );
  const audit = new AuditTrail(keys.server, keys.auditKey, auditEnds);
  opened.push(startDeliveringWebhooks(database, config.webhooks, onJobError));
  opened.push(startPruningAudit(database, audit, config.auditKeepMs, onJobError));
  const metrics = makeMetrics(database);
  const dhcp = new DhcpService({ config, data, database, firmware, log });
  opened.push(() => dhcp.stop());
  const { directory: from } = config.signIn;
  const directory = from === null ? undefined : await openDirectory(from, clock);
  return {
    ...{ config, data, clock, logger, database, folders, menu, firmware, ledger, audit, metrics, dhcp },
    ...{ assets, media, directory, settings, tls },
  };
}

async function assemble(parts: Parts, opened: Closing, dispose: () => Promise<void>): Promise<App> {
  const boot = bootPlaneOf(parts);
  const { remote, local } = adminPlanesOf(parts, commandsOf(parts));
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
      const firstAdministrator = await makeFirstAdministrator(parts);
      const bound = { boot: [bootAt], admin: [adminAt], ...(await listenAt('admin.sock')) };
      return { ...bound, firstAdministrator, certificate, menuProblems: parts.menu.problems };
    },
    dispose,
  };
}

function bootPlaneOf({
  config,
  clock,
  logger,
  database,
  folders,
  menu,
  assets,
  firmware,
  media,
  ledger,
  metrics,
}: Parts): FastifyInstance {
  const { bootUrl } = config;
  const plane = makeBootPlane(logger, config.trustedProxies);
  const tools = { settings: config, scripts: new ScriptCache(), menu, mintBootId: newBootId };
  bootRoutes(plane, { database, tools, bootUrl, onBoot: metrics.countBoot });
  menuRoutes(plane, {
    ...{ database, tools, bootUrl, onBoot: metrics.countBoot },
    builds: knownBuilds({ firmware }),
    passwords: config.menu,
  });
  callbackRoutes(plane, { database, bootUrl });
  kiwisprayRoutes(plane, { database, settings: config.kiwispray });
  const sources = createFileSources(config.imageCacheBytes);
  imageRoutes(plane, { database, imagesFolder: folders.images, sources, ledger, now: clock });
  assetRoutes(plane, { ...assets, sources, now: clock });
  mediaRoutes(plane, { database, images: media, now: clock });
  batchRoutes(plane, { database, images: media });
  firmwareRoutes(plane, { folder: firmware, sources, bootUrl, now: clock });
  return plane;
}

function commandsOf(parts: Parts): readonly CommandHandler[] {
  const { config, clock, folders, menu, assets, firmware, media, audit, dhcp, directory, settings } = parts;
  const check = checkRendering(menu);
  const serverUrl = config.bootUrl ?? 'http://SERVER';
  return [
    ...machineListCommands,
    ...machineChangeCommands(check),
    ...importCommands,
    ...grantCommands(check, config.grants),
    ...bulkCommands(check, config.grants),
    ...proposalCommands(check),
    explainCommand(config, menu, serverUrl),
    ...menuCommands(menu, config.menu),
    ...previewCommands({ settings: config, menu, serverUrl }),
    ...profileCommands({ folders, menu, render: check, serverUrl }),
    ...firmwareCommands(firmware, clock),
    ...assetCommands({ ...assets, menu }),
    ...mediaCommands(media, config.bootUrl),
    ...accessCommands(config.signIn, directory),
    ...settingsCommands(config.given, settings.reload),
    ...webhookCommands(config.webhooks),
    ...auditCommands(audit),
    ...eventCommands,
    ...overviewCommands,
    ...dhcpCommands(dhcp),
  ];
}

/** The same commands twice: for tokens over TCP, and for the local user over the socket. */
function adminPlanesOf(
  { config, data, clock, logger, database, media, audit, metrics, directory, tls }: Parts,
  handlers: readonly CommandHandler[],
): { remote: FastifyInstance; local: FastifyInstance } {
  const needs = {
    tools: { database, audit, demandScope, refusals: new RefusalLimit() },
    handlers,
    isReady: async () => (await database.read(now)) > 0,
    metrics: metrics.show,
  };
  const { session: times, directory: directoryConfig } = config.signIn;
  const refresh = makeRefreshUser(
    { database, audit },
    { directory, recheckMs: directoryConfig?.recheckMs ?? 0 },
  );
  const passwords = passwordSource(database, directory);
  const signInTools = { database, audit, times, passwords, refresh };
  const authenticate = async (request: FastifyRequest) => {
    const token = bearerToken(request);
    if (token === undefined) return (await authenticateSession(signInTools, request))?.actor;
    return await actorOfToken(database, token, canonicalAddress(request.ip), refresh);
  };
  const checkHost = hostChecker(config.adminHosts);
  const remote = makeAdminPlane(logger, { ...needs, tls, checkHost, authenticate });
  signInRoutes(remote, signInTools, config.signIn);
  overviewStream(remote, { database, authenticate });
  previewRoutes(remote, { authenticate, images: media, data });
  consoleRoutes(remote, builtConsole);
  const local = makeAdminPlane(logger, {
    ...needs,
    checkHost: () => undefined,
    authenticate: (request) => localActor(database, config.signIn.localRoles, claimedName(request)),
  });
  // The URL is the secret: whoever has it may fetch what it names, also from here.
  for (const plane of [remote, local]) {
    mediaRoutes(plane, { database, images: media, now: clock });
    batchRoutes(plane, { database, images: media });
  }
  return { remote, local };
}
