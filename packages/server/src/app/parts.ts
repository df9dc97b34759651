import { join } from 'node:path';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { makeBootStories } from './boot-stories.ts';
import type { BootStories } from './boot-stories.ts';
import { Counters } from './metrics/counters.ts';
import { measureDatabase } from './metrics/measure-database.ts';
import { makeMetrics } from './metrics/metrics.ts';
import type { Metrics } from './metrics/metrics.ts';
import { tellJobError } from './metrics/tell-job-error.ts';
import { adminTlsOf } from './tls/admin-tls.ts';
import type { AdminTls } from './tls/admin-tls.ts';
import { startJobs } from './jobs.ts';
import { openFilesElsewhere } from './open-files-elsewhere.ts';
import { filesFolderOf } from './files-folder.ts';
import { planSigner, readServerKeys } from './server-keys.ts';
import { AuditEndFile } from '../commands/audit-end.ts';
import { AuditTrail } from '../commands/audit-trail.ts';
import { databaseUrlOf } from '../config/config.ts';
import type { Config } from '../config/config.ts';
import { AdjustableConfig } from '../config/adjustable-config.ts';
import { Keyring } from '../database/keyring.ts';
import type { BeforeUpgrade, DatabaseKind } from '../database/connected-database.ts';
import { openDatabase } from '../database/open-database.ts';
import type { Database } from '../database/work.ts';
import { openDirectory } from '../features/access/directory/directory.ts';
import type { Directory } from '../features/access/directory/directory.ts';
import { openAssets, type Assets } from '../features/assets/open-assets.ts';
import { CaptureFolder } from '../features/captures/capture-folder.ts';
import { MenuBook } from '../features/catalogue/menu-book.ts';
import { PreviewBuilder } from '../features/channels/preview-builder.ts';
import { DhcpService } from '../features/dhcp/dhcp-service.ts';
import { FirmwareFolder } from '../features/firmware/firmware-folder.ts';
import { lazyMediumMaker } from '../features/media/medium-maker.ts';
import type { MediumMaker } from '../features/media/medium-maker.ts';
import { TransferLedger } from '../features/images/transfer-ledger.ts';
import { startRunningOrders } from '../features/power/run-orders-job.ts';
import type { RunningOrders } from '../features/power/run-orders-job.ts';
import { ImageFolders } from '../features/profiles/image-folders.ts';
import { profileFolders, sealOldProfiles } from '../features/profiles/profile-store.ts';
import { PopularEntries } from '../features/usage/popular-entries.ts';
import { openTracing } from './tracing/tracing.ts';
import type { Tracing } from './tracing/tracing.ts';
import type { FilePlace } from '../platform/file-place.ts';
import type { FilesElsewhere } from '../platform/files-elsewhere.ts';
import { RecentLines } from '../platform/recent-lines.ts';
import { keySource } from '../features/secrets/key-source.ts';
import { openSecrets, type Secrets } from '../features/secrets/open-secrets.ts';
import { followSettings } from '../features/settings/follow-settings-job.ts';
import type { SettingsFollower } from '../features/settings/follow-settings-job.ts';
import { sealOldWebhooks } from '../features/webhooks/webhook-store.ts';
import type { Closing } from './closing.ts';

const keptLines = 300;

/** What is opened once and handed to the features that name it. */
export type Parts = {
  readonly config: Config;
  readonly data: string;
  /** Where files lie that machines get: the data folder, or what several servers share. */
  readonly files: string;
  /** Object storage, of which `files` has copies; null: there is none. */
  readonly elsewhere: FilesElsewhere | null;
  readonly clock: () => number;
  /** For the planes: where they listen is told in words by who started them. */
  readonly logger: Logger;
  readonly tracing: Tracing;
  /** What was logged last, for whoever helps. */
  readonly recentLog: RecentLines;
  readonly database: Database;
  readonly folders: ImageFolders;
  readonly captures: CaptureFolder;
  readonly menu: MenuBook;
  readonly assets: Assets;
  readonly firmware: FirmwareFolder;
  readonly mediumMaker: MediumMaker;
  readonly ledger: TransferLedger;
  readonly previews: PreviewBuilder;
  readonly power: RunningOrders;
  readonly audit: AuditTrail;
  readonly metrics: Metrics;
  readonly stories: BootStories;
  readonly dhcp: DhcpService;
  readonly directory: Directory | undefined;
  readonly settings: SettingsFollower;
  readonly secrets: Secrets;
  readonly tls: AdminTls | undefined;
  /** `sign`: what its plans are told apart by while it has no key of the secrets. */
  readonly plans: { readonly server: string; readonly sign: (text: string) => string };
};
/** There is no way back to the tables of an older version but a backup of them. */
function upgradeWith({ upgradeBackup }: Config, data: string, clock: () => number, log: Logger) {
  if (!upgradeBackup) return undefined;
  return (kind: DatabaseKind): BeforeUpgrade =>
    async (query, migrations) => {
      const { backupBeforeUpgrade } = await import('./database-care/backup-database.ts');
      log.warn('backing the database up, because its tables are brought to a newer version');
      const keep = backupBeforeUpgrade(data, clock, ({ file }) =>
        log.warn({ file }, 'the backup is written'),
      );
      await keep(kind)(query, migrations);
    };
}

/** Opens what features share: database, folders, keys; and starts the jobs. @throws when one of them cannot be opened */
export async function openParts(
  fixed: Config,
  data: string,
  clock: () => number,
  opened: Closing,
): Promise<Parts> {
  const adjustable = new AdjustableConfig(fixed);
  const config = adjustable.view;
  const recentLog = new RecentLines(pino.destination({ dest: 2, sync: true }), keptLines);
  const log = pino({ level: config.logLevel }, recentLog);
  const logger = log.child({}, { level: config.logLevel === 'info' ? 'warn' : config.logLevel });
  const keys = await readServerKeys(data);
  const keyring = new Keyring();
  const counters = new Counters();
  const opening = openDatabase(databaseUrlOf(config), clock, keyring, upgradeWith(config, data, clock, log));
  const tracing = await openTracing(config.tracingUrl, (error) => log.warn(error, 'traces were not sent'));
  opened.push(() => tracing.stop());
  const database = tracing.watchDatabase(measureDatabase(await opening, counters));
  opened.push(() => database.close());
  const settings = await followSettings(database, adjustable, (problem) =>
    log.warn(problem, 'a setting does not count'),
  );
  opened.push(settings.stop);
  const secrets = await openSecrets({
    ...{ database, keys: keyring, source: keySource(data, config.secrets) },
    sealOld: [sealOldWebhooks, sealOldProfiles],
    onError: (error) => log.error(error, 'the keys of the secrets could not be read'),
  });
  opened.push(secrets.stop);
  const tls = adminTlsOf(config, data, log);
  opened.push(() => tls?.close());
  const { files, writer } = filesFolderOf(config.files, data);
  const elsewhere = await openFilesElsewhere(config.files, data, { database, clock }, opened, (error) =>
    log.warn(error, 'objects that are of no use any more were not removed'),
  );
  const place: FilePlace = { folder: files, writer, elsewhere };
  const folders = await ImageFolders.open(place);
  await folders.removeAllBut(new Set(await database.read(profileFolders)));
  const captures = await CaptureFolder.open(place);
  const firmware = await FirmwareFolder.open(place);
  const mediumMaker = lazyMediumMaker(files, firmware);
  const onProblems = (problems: readonly string[]) => log.warn({ problems }, 'the menu has problems');
  const assets = await openAssets({
    ...{ config: config.assets, place, clock, log },
    content: () => menu.content,
  });
  const installed = () => (firmware.manifest?.files ?? []).map(({ file }) => file);
  const popular = new PopularEntries();
  const menu: MenuBook = new MenuBook({
    ...{ config: config.menu, data: files, installed, onProblems },
    files: assets.places,
    popular: () => popular.products,
  });
  const ledger = new TransferLedger({ now: clock });
  const onJobError = tellJobError(counters, log);
  const { mediaUrl, ...drivers } = config.power;
  const power = startRunningOrders({
    ...{ database, mediumMaker, bootUrl: config.bootUrl, mediaUrl, drivers, onError: onJobError },
  });
  opened.push(power.stop);
  const auditEnds = new AuditEndFile(join(data, 'keys', 'audit-end'), (error) =>
    log.error(error, 'the end of the audit log was not written down'),
  );
  const audit = new AuditTrail(keys.server, keys.auditKey, auditEnds);
  const previews = new PreviewBuilder(files, clock);
  const looks = [() => elsewhere?.look(), () => firmware.look(), () => assets.store.look()];
  opened.push(
    ...startJobs({
      ...{ config, database, ledger, menu, popular, audit, previews },
      looks: writer === null ? null : looks,
      onError: onJobError,
    }),
  );
  const metrics = makeMetrics(counters, database, data);
  if (elsewhere !== null) metrics.copies.push(() => elsewhere.figures);
  const dhcp = new DhcpService({ config, data, database, firmware, log });
  opened.push(() => dhcp.stop());
  const { directory: from } = config.signIn;
  const directory = from === null ? undefined : await openDirectory(from, clock);
  return {
    ...{
      config,
      data,
      files,
      elsewhere,
      clock,
      logger,
      recentLog,
      tracing,
      database,
      folders,
      captures,
      menu,
      firmware,
      ledger,
      audit,
    },
    ...{
      metrics,
      stories: makeBootStories(log, config.logBoots),
      dhcp,
      assets,
      mediumMaker,
      power,
      directory,
      settings,
      secrets,
      tls,
    },
    previews,
    plans: { server: keys.server, sign: planSigner(keys) },
  };
}
