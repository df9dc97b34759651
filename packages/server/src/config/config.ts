import { join, resolve } from 'node:path';
import type { DhcpMode, DhcpSubnetSetting } from './dhcp-settings.ts';
import type { FilesPlace } from './files-settings.ts';
import type { ListenAddress } from './listen-address.ts';
import type { PowerConfig } from './power-settings.ts';
import { Secret } from './secret.ts';
import { assembleTls } from './tls-config.ts';
import type { TlsConfig } from './tls-config.ts';
import { assembleSignIn, type SignInConfig } from './sign-in-config.ts';
import type { CompleteValues } from './setting-values.ts';

/** The server's configuration: parsed, complete, frozen. */
export type Config = {
  /** As given: relative to where the process was started. */
  readonly data: string;
  readonly database: DatabaseConfig;
  readonly files: FilesConfig;
  readonly secrets: SecretsConfig;
  /** Whether the tables are backed up before they are brought to a newer version. */
  readonly upgradeBackup: boolean;
  readonly bootListen: ListenAddress;
  readonly adminListen: ListenAddress;
  /** Origin without a slash at its end; null: as the machine asked. */
  readonly bootUrl: string | null;
  readonly newMachines: 'wait' | 'disk' | 'discover' | 'menu';
  readonly newMachinesPerMinute: number;
  readonly logs: { readonly syslog: ListenAddress | null };
  readonly kiwispray: { readonly openListing: boolean };
  readonly dhcp: DhcpConfig;
  readonly menu: MenuConfig;
  readonly assets: AssetsConfig;
  readonly channels: ChannelConfig;
  readonly imageCacheBytes: number;
  /** Bytes a second; null: not told, all machines fetch at once. */
  readonly linkSpeed: number | null;
  /** The internal location of nginx for the folder of the images; empty: none. */
  readonly accelRedirect: string;
  /** Addresses and networks: `192.0.2.7`, `10.0.0.0/8`. */
  readonly trustedProxies: readonly string[];
  /** Lower-case `Host` values besides localhost names, perhaps with a port. */
  readonly adminHosts: readonly string[];
  readonly tls: TlsConfig;
  readonly signIn: SignInConfig;
  readonly grants: GrantConfig;
  readonly power: PowerConfig;
  readonly webhooks: { readonly allowLoopback: boolean };
  /** How long audit records are kept; Infinity: for ever. */
  readonly auditKeepMs: number;
  /** Where each setting that is not the default comes from, by name. */
  readonly given: Readonly<Record<string, GivenText>>;
  readonly history: HistoryConfig;
  readonly logBoots: boolean;
  /** Where traces are sent to; null: none are made. */
  readonly tracingUrl: Secret | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
};

/** As it was written; secrets as `[secret]`. */
export type GivenText = { readonly source: string; readonly text: string };

/** `credentials` of S3, `cloud` of Swift; empty: the usual ones. */
export type FilesConfig = {
  readonly place: FilesPlace;
  readonly credentials: string;
  readonly cloud: string;
  /** What copies of images and captures in object storage may take. */
  readonly copyBytes: number;
};

/** How much of what has happened is kept; Infinity: all of it. */
export type HistoryConfig = {
  readonly keepMs: number;
  readonly bootsPerMachine: number;
  readonly events: number;
};

export type GrantConfig = {
  /** So many machines may one person grant within an hour; Infinity: any number. */
  readonly secondPersonAbove: number;
};

/** Where the keys of the secrets come from; empty: not there. */
export type SecretsConfig = { readonly keyFile: string; readonly keyCommand: string };

/** Previews that this server builds from a repository. */
export type ChannelConfig = {
  /** Empty: none. */
  readonly repository: string;
  readonly forks: boolean;
  readonly hookSecret: Secret;
  readonly apiUrl: string;
  readonly apiToken: Secret;
};

export type DhcpConfig = {
  readonly mode: DhcpMode;
  readonly subnets: readonly DhcpSubnetSetting[];
  /** Empty: all but loopback. */
  readonly interfaces: readonly string[];
  readonly allowOther: boolean;
};

export type MenuConfig = {
  /** 0: for ever. */
  readonly timeoutSeconds: number;
  /** `disk` or the name of a profile. */
  readonly defaultEntry: string;
  /** Ids of products. */
  readonly pinned: readonly string[];
  /** What is booted most leads its section. */
  readonly popularFirst: boolean;
  readonly hidden: readonly string[];
  /** Of products or sections. */
  readonly protected: readonly string[];
  /** `ada:$argon2id$…` */
  readonly passwords: readonly string[];
};

export type AssetsConfig = {
  readonly pullThrough: boolean;
  /** Of what pulling through keeps, together with what was mirrored. */
  readonly maxBytes: number;
};

export type DatabaseConfig =
  | { readonly kind: 'sqlite'; readonly file: string }
  /** `shown` is the URL without its password. */
  | { readonly kind: 'postgres' | 'mysql' | 'mssql'; readonly url: Secret; readonly shown: string };

export function assembleConfig(values: CompleteValues, given: Config['given'] = {}): Config {
  return Object.freeze({
    data: values.data,
    database: Object.freeze(
      values.database.kind === 'sqlite'
        ? { kind: 'sqlite', file: values.database.file ?? join(values.data, 'netberth.db') }
        : values.database,
    ),
    upgradeBackup: values.upgradeBackup,
    bootListen: Object.freeze(values.bootListen),
    adminListen: Object.freeze(values.adminListen),
    bootUrl: values.bootUrl ?? null,
    newMachines: values.newMachines,
    newMachinesPerMinute: values.newMachinesPerMinute,
    logs: Object.freeze({ syslog: values['logs.syslog'] }),
    kiwispray: Object.freeze({ openListing: values['kiwispray.openListing'] }),
    dhcp: Object.freeze({
      mode: values['dhcp.mode'],
      subnets: Object.freeze(values['dhcp.subnets'] ?? []),
      interfaces: Object.freeze(values['dhcp.interfaces']),
      allowOther: values['dhcp.allowOther'],
    }),
    menu: Object.freeze({
      timeoutSeconds: values['menu.timeout'],
      defaultEntry: values['menu.default'],
      pinned: Object.freeze(values['menu.pinned']),
      popularFirst: values['menu.popularFirst'],
      hidden: Object.freeze(values['menu.hidden']),
      protected: Object.freeze(values['menu.protected']),
      passwords: Object.freeze(values['menu.passwords']),
    }),
    files: Object.freeze({
      place: Object.freeze(values['files.place']),
      credentials: values['files.credentials'],
      cloud: values['files.cloud'],
      copyBytes: values['files.copyBytes'],
    }),
    secrets: Object.freeze({
      keyFile: values['secrets.keyFile'],
      keyCommand: values['secrets.keyCommand'],
    }),
    assets: Object.freeze({
      pullThrough: values['assets.pullThrough'],
      maxBytes: values['assets.maxBytes'],
    }),
    channels: Object.freeze({
      repository: values['channels.repository'],
      forks: values['channels.forks'],
      hookSecret: values['channels.hookSecret'],
      apiUrl: values['channels.apiUrl'],
      apiToken: values['channels.apiToken'],
    }),
    imageCacheBytes: values.imageCacheBytes,
    linkSpeed: values.linkSpeed,
    accelRedirect: values.accelRedirect,
    trustedProxies: Object.freeze(values.trustedProxies),
    adminHosts: Object.freeze(values.adminHosts),
    tls: Object.freeze(assembleTls(values)),
    signIn: Object.freeze(assembleSignIn(values)),
    grants: Object.freeze({ secondPersonAbove: values['grants.secondPersonAbove'] }),
    power: Object.freeze({
      hooks: Object.freeze(values['power.hooks']),
      allowLoopback: values['power.allowLoopback'],
      mediaUrl: values['power.mediaUrl'] ?? null,
    }),
    webhooks: Object.freeze({ allowLoopback: values['webhooks.allowLoopback'] }),
    auditKeepMs: values['audit.keep'],
    given: Object.freeze(given),
    history: Object.freeze({
      keepMs: values['history.keep'],
      bootsPerMachine: values['history.bootsPerMachine'],
      events: values['history.events'],
    }),
    logBoots: values.logBoots,
    tracingUrl: values['tracing.url'] === '' ? null : new Secret(values['tracing.url']),
    logLevel: values.logLevel,
  });
}

/** For opening it; a path of SQLite is made whole. */
export function databaseUrlOf({ database }: Pick<Config, 'database'>): string {
  if (database.kind !== 'sqlite') return database.url.reveal();
  return `sqlite:${resolve(database.file)}`;
}
