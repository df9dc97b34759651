import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readConfig, type ConfigSources } from './read-config.ts';
import { Secret } from './secret.ts';
import { settings } from './settings.ts';

function read(sources: Partial<ConfigSources>) {
  return readConfig({ environment: {}, flags: {}, ...sources });
}

function configOf(sources: Partial<ConfigSources>) {
  const result = read(sources);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.config;
}

function problemsOf(sources: Partial<ConfigSources>): readonly string[] {
  const result = read(sources);
  return result.ok ? [] : result.problems;
}

describe('the subnets of DHCP', () => {
  test('are maps in YAML or words in a flag, and mean the same', () => {
    const text = [
      'dhcp:',
      '  mode: full',
      '  subnets:',
      '    - subnet: 10.20.0.7/24',
      '      ranges: 10.20.0.100-10.20.0.199',
      '      router: 10.20.0.1',
      '      dns: [10.20.0.2, 10.20.0.3]',
      '      domain: lab.example',
      '      lease: 30m',
      '    - fd00:20::/64 ranges=fd00:20::100-fd00:20::1ff advertise',
    ].join('\n');
    const words =
      '10.20.0.7/24 ranges=10.20.0.100-10.20.0.199 router=10.20.0.1 dns=10.20.0.2,10.20.0.3 domain=lab.example lease=30m; fd00:20::/64 ranges=fd00:20::100-fd00:20::1ff advertise';
    const expected = [
      {
        network: '10.20.0.0',
        prefixBits: 24,
        family: 4,
        ranges: [{ first: '10.20.0.100', last: '10.20.0.199' }],
        router: '10.20.0.1',
        dns: ['10.20.0.2', '10.20.0.3'],
        domain: 'lab.example',
        leaseSeconds: 1800,
        advertise: false,
      },
      {
        network: 'fd00:20::',
        prefixBits: 64,
        family: 6,
        ranges: [{ first: 'fd00:20::100', last: 'fd00:20::1ff' }],
        router: null,
        dns: [],
        domain: null,
        leaseSeconds: 43_200,
        advertise: true,
      },
    ];
    expect(configOf({ file: { path: 'netberth.yaml', text } }).dhcp.subnets).toEqual(expected);
    expect(configOf({ flags: { 'dhcp-subnets': words } }).dhcp.subnets).toEqual(expected);
  });

  test.each([
    ['10.20.0.0', 'has "10.20.0.0", which is no network like 10.20.0.0/24'],
    ['10.20.0.0/33', 'has "10.20.0.0/33", which is no network like 10.20.0.0/24'],
    ['10.20.0.0/24 ranges=10.20.0.9', 'has "10.20.0.9", which is no range like 10.20.0.100-10.20.0.199'],
    ['10.20.0.0/24 lease=2weeks', 'has "2weeks", which is no lease like 30m, 12h or 7d'],
    ['10.20.0.0/24 domain=a,b', 'has "a,b", which is no domain'],
    [
      '10.20.0.0/24 gateway=10.20.0.1',
      'has "gateway"; a subnet has subnet, ranges, router, dns, domain, lease and advertise',
    ],
  ])('"%s" is refused: it %s', (given, what) => {
    expect(problemsOf({ flags: { 'dhcp-subnets': given } })).toEqual([
      `dhcp.subnets: "${given}" (--dhcp-subnets) ${what}; wanted: ${settings['dhcp.subnets'].wanted}`,
    ]);
  });
});

describe('a configuration', () => {
  test('needs nothing: every setting has a default', () => {
    expect(configOf({})).toEqual({
      data: './data',
      database: { kind: 'sqlite', file: 'data/netberth.db' },
      upgradeBackup: true,
      files: { place: { kind: 'own' }, credentials: '', cloud: '', copyBytes: 107_374_182_400 },
      bootListen: { host: '::', port: 8080 },
      adminListen: { host: '127.0.0.1', port: 8081 },
      bootUrl: null,
      newMachines: 'wait',
      newMachinesPerMinute: 60,
      logs: { syslog: null },
      kiwispray: { openListing: false },
      dhcp: { mode: 'off', subnets: [], interfaces: [], allowOther: false },
      menu: {
        timeoutSeconds: 60,
        defaultEntry: 'disk',
        pinned: [],
        popularFirst: false,
        hidden: [],
        protected: [],
        passwords: [],
      },
      assets: { pullThrough: false, maxBytes: 107_374_182_400 },
      secrets: { keyFile: '', keyCommand: '' },
      channels: {
        repository: '',
        forks: false,
        hookSecret: new Secret(''),
        apiUrl: 'https://api.github.com',
        apiToken: new Secret(''),
      },
      imageCacheBytes: 536_870_912,
      linkSpeed: null,
      accelRedirect: '',
      trustedProxies: [],
      adminHosts: [],
      tls: { kind: 'plain' },
      signIn: {
        localRoles: ['administrator'],
        session: { idleMs: 1_800_000, lifeMs: 43_200_000 },
        directory: null,
        oidc: null,
      },
      grants: { secondPersonAbove: Infinity },
      power: { hooks: {}, allowLoopback: false, mediaUrl: null },
      webhooks: { allowLoopback: false },
      history: { keepMs: Infinity, bootsPerMachine: 1000, events: 100_000 },
      logBoots: false,
      tracingUrl: null,
      auditKeepMs: Infinity,
      given: {},
      logLevel: 'info',
    });
  });

  test('takes a flag before the environment, and that before the file', () => {
    const file = { path: 'netberth.yaml', text: 'data: from-file\nlogLevel: warn\nnewMachines: disk\n' };
    const environment = { NETBERTH_DATA: 'from-environment', NETBERTH_LOG_LEVEL: 'error' };
    const { data, logLevel, newMachines } = configOf({ file, environment, flags: { data: 'from-flag' } });
    expect({ data, logLevel, newMachines }).toEqual({
      data: 'from-flag',
      logLevel: 'error',
      newMachines: 'disk',
    });
  });

  test('reads every kind of value from YAML', () => {
    const text = [
      '# a comment',
      'database: postgres://netberth:geheim@db.example/boot',
      "bootListen: '192.0.2.1:80'",
      'bootUrl: http://boot.example:8080/',
      'newMachinesPerMinute: 5',
      'kiwispray:',
      '  openListing: true',
      'imageCacheBytes: 1.5GiB',
      'trustedProxies: [10.0.0.0/8, "2001:db8::1"]',
      'adminHosts:',
      '  - Boot.Example',
      'adminListen:',
    ].join('\n');
    const config = configOf({ file: { path: 'netberth.yaml', text } });
    expect(config.bootListen).toEqual({ host: '192.0.2.1', port: 80 });
    expect(config.bootUrl).toBe('http://boot.example:8080');
    expect(config.newMachinesPerMinute).toBe(5);
    expect(config.kiwispray.openListing).toBe(true);
    expect(config.imageCacheBytes).toBe(1_610_612_736);
    expect(config.trustedProxies).toEqual(['10.0.0.0/8', '2001:db8::1']);
    expect(config.adminHosts).toEqual(['boot.example']);
    expect(config.adminListen).toEqual({ host: '127.0.0.1', port: 8081 });
  });

  test('reads the same values from the environment as text', () => {
    const config = configOf({
      environment: {
        NETBERTH_BOOT_LISTEN: '[::1]:0',
        NETBERTH_KIWISPRAY_OPEN_LISTING: 'yes',
        NETBERTH_IMAGE_CACHE_BYTES: '1024',
        NETBERTH_TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7',
        NETBERTH_ADMIN_HOSTS: '',
        NETBERTH_TOKEN: 'is of the command',
        PATH: '/bin',
      },
    });
    expect(config.bootListen).toEqual({ host: '::1', port: 0 });
    expect(config.kiwispray.openListing).toBe(true);
    expect(config.imageCacheBytes).toBe(1024);
    expect(config.trustedProxies).toEqual(['10.0.0.0/8', '192.0.2.7']);
  });

  test('keeps the password of the database apart', () => {
    const { database } = configOf({
      flags: { database: 'mariadb://netberth:geheim@db.example:3306/boot?ssl=true' },
    });
    expect(database.kind === 'mysql' && database.url.reveal()).toBe(
      'mariadb://netberth:geheim@db.example:3306/boot?ssl=true',
    );
    expect(JSON.stringify(database)).toBe(
      '{"kind":"mysql","url":"[secret]","shown":"mariadb://netberth@db.example:3306/boot"}',
    );
    expect(inspect(database, { showHidden: true })).not.toContain('geheim');
    expect(String(database.kind === 'mysql' ? database.url : '')).toBe('[secret]');
  });

  test('puts SQLite where it is told, and into the data folder otherwise', () => {
    expect(configOf({ flags: { data: '/srv/nb' } }).database).toEqual({
      kind: 'sqlite',
      file: '/srv/nb/netberth.db',
    });
    expect(configOf({ flags: { database: 'sqlite:/var/db/boot.db' } }).database).toEqual({
      kind: 'sqlite',
      file: '/var/db/boot.db',
    });
  });

  test('is frozen', () => {
    const config = configOf({});
    expect(
      [config, config.database, config.bootListen, config.kiwispray, config.menu, config.adminHosts].every(
        Object.isFrozen,
      ),
    ).toBe(true);
  });
});

describe('problems', () => {
  test('are all reported at once, each with setting, value, source and what is wanted', () => {
    const text = [
      'bootListn: "[::]:8080"',
      'newMachines: install',
      'kiwispray:',
      '  openListing: perhaps',
      '  closed: true',
      'imageCacheBytes: much',
      'somethingElse: 1',
    ].join('\n');
    const problems = problemsOf({
      file: { path: 'etc/netberth.yaml', text },
      environment: {
        NETBERTH_BOOTLISTEN: ':80',
        NETBERTH_DATABASE: 'oracle://scott:tiger@db',
        NETBERTH_ADMIN_LISTEN: '127.0.0.1:99999',
        NETBERTH_TRUSTED_PROXIES: '10.0.0.0/33',
      },
      flags: {
        'boot-listen': '8080',
        'boot-url': 'http://boot.example/netberth',
        'new-machines-per-minute': '0',
        'admin-hosts': 'good.example,bad host',
        'menu-timeout': '-1',
        'menu-default': 'a b',
        'menu-hidden': 'debian,Windows 11',
        'log-level': 'loud',
      },
    });
    expect(problems).toEqual([
      'bootListn (etc/netberth.yaml:1): is no setting. Did you mean bootListen?',
      'kiwispray.closed (etc/netberth.yaml:5): is no setting; wanted: one of data, database, upgradeBackup, files.place, files.credentials, files.cloud, files.copyBytes, secrets.keyFile, secrets.keyCommand, bootListen, bootUrl, trustedProxies, logs.syslog, kiwispray.openListing, dhcp.mode, dhcp.subnets, dhcp.interfaces, dhcp.allowOther, adminListen, adminHosts, tls.certificate, tls.key, tls.selfMade, localRoles, sessionIdle, sessionLife, directory.urls, directory.kind, directory.base, directory.ca, directory.bindDn, directory.bindPassword, directory.domain, directory.label, directory.recheck, oidc.issuer, oidc.clientId, oidc.clientSecret, oidc.scopes, oidc.nameClaim, oidc.groupsClaim, oidc.label, oidc.adminUrl, grants.secondPersonAbove, audit.keep, newMachines, newMachinesPerMinute, menu.timeout, menu.default, menu.pinned, menu.popularFirst, menu.hidden, menu.protected, menu.passwords, assets.pullThrough, assets.maxBytes, channels.repository, channels.forks, channels.hookSecret, channels.apiUrl, channels.apiToken, power.hooks, power.allowLoopback, power.mediaUrl, imageCacheBytes, linkSpeed, accelRedirect, webhooks.allowLoopback, history.keep, history.bootsPerMachine, history.events, logBoots, tracing.url, logLevel',
      'somethingElse (etc/netberth.yaml:7): is no setting; wanted: one of data, database, upgradeBackup, files.place, files.credentials, files.cloud, files.copyBytes, secrets.keyFile, secrets.keyCommand, bootListen, bootUrl, trustedProxies, logs.syslog, kiwispray.openListing, dhcp.mode, dhcp.subnets, dhcp.interfaces, dhcp.allowOther, adminListen, adminHosts, tls.certificate, tls.key, tls.selfMade, localRoles, sessionIdle, sessionLife, directory.urls, directory.kind, directory.base, directory.ca, directory.bindDn, directory.bindPassword, directory.domain, directory.label, directory.recheck, oidc.issuer, oidc.clientId, oidc.clientSecret, oidc.scopes, oidc.nameClaim, oidc.groupsClaim, oidc.label, oidc.adminUrl, grants.secondPersonAbove, audit.keep, newMachines, newMachinesPerMinute, menu.timeout, menu.default, menu.pinned, menu.popularFirst, menu.hidden, menu.protected, menu.passwords, assets.pullThrough, assets.maxBytes, channels.repository, channels.forks, channels.hookSecret, channels.apiUrl, channels.apiToken, power.hooks, power.allowLoopback, power.mediaUrl, imageCacheBytes, linkSpeed, accelRedirect, webhooks.allowLoopback, history.keep, history.bootsPerMachine, history.events, logBoots, tracing.url, logLevel',
      'NETBERTH_BOOTLISTEN (environment): is no setting. Did you mean NETBERTH_BOOT_LISTEN?',
      'database: [secret] (NETBERTH_DATABASE) is not a database URL that is known; wanted: sqlite:PATH, or postgres://, mysql://, mariadb:// or mssql:// with USER:PASSWORD@HOST/NAME',
      'bootListen: "8080" (--boot-listen) is not an address and port; wanted: ADDR:PORT like 192.0.2.1:8080 or [::]:8080',
      'bootUrl: "http://boot.example/netberth" (--boot-url) has a path; wanted: http://HOST:PORT or https://HOST:PORT and nothing more',
      'trustedProxies: "10.0.0.0/33" (NETBERTH_TRUSTED_PROXIES) has "10.0.0.0/33", which is no address or network; wanted: addresses or networks like 192.0.2.7,10.0.0.0/8',
      'kiwispray.openListing: "perhaps" (etc/netberth.yaml:4) is neither true nor false; wanted: true or false',
      'adminListen: "127.0.0.1:99999" (NETBERTH_ADMIN_LISTEN) has a port above 65535; wanted: ADDR:PORT like 127.0.0.1:8081 or [::1]:8081',
      'adminHosts: "good.example,bad host" (--admin-hosts) has "bad host", which is no host name; wanted: host names like boot.example,192.0.2.1',
      'newMachines: "install" (etc/netberth.yaml:2) is not known; wanted: wait, disk, discover or menu',
      'newMachinesPerMinute: "0" (--new-machines-per-minute) is less than 1; wanted: a whole number from 1 to 1000000',
      'menu.timeout: "-1" (--menu-timeout) is not a number; wanted: a whole number from 0 to 86400',
      'menu.default: "a b" (--menu-default) is not a profile name (letters, digits, . _ + -, at most 64); wanted: disk or the name of a profile',
      'menu.hidden: "debian,Windows 11" (--menu-hidden) has "Windows 11", which is no id of a product; wanted: ids of products like debian,rocky',
      'imageCacheBytes: "much" (etc/netberth.yaml:6) is not a size; wanted: a size like 512MiB, 1GiB or a number of bytes',
      'logLevel: "loud" (--log-level) is not known; wanted: fatal, error, warn, info or debug',
    ]);
  });

  test('of YAML name the line', () => {
    const file = { path: 'netberth.yaml', text: 'data: a\ndata: b\nlogLevel: [warn\n' };
    expect(problemsOf({ file })).toEqual([
      'netberth.yaml:2: is not YAML: Map keys must be unique',
      'netberth.yaml:4: is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ]);
    expect(problemsOf({ file: { path: 'netberth.yaml', text: 'data: a\nlogLevel: *loud\n' } })).toEqual([
      'netberth.yaml:2: *loud is an alias of nothing: write &loud before the value that it stands for',
    ]);
    expect(problemsOf({ file: { path: 'netberth.yaml', text: '- data\n' } })).toEqual([
      'netberth.yaml:1: holds no settings; wanted: lines like "bootListen: \'[::]:8080\'"',
    ]);
  });

  test('an empty file is no problem', () => {
    expect(problemsOf({ file: { path: 'netberth.yaml', text: '# nothing yet\n' } })).toEqual([]);
  });

  test.each([
    ['256.0.0.1:80', 'has no valid address'],
    ['[::zz]:80', 'has no IPv6 address in its brackets'],
    ['::1:80', 'is not an address and port'],
    ['localhost', 'is not an address and port'],
  ])('an address to listen on cannot be %s', (address, what) => {
    expect(problemsOf({ flags: { 'boot-listen': address } })).toEqual([
      `bootListen: "${address}" (--boot-listen) ${what}; wanted: ADDR:PORT like 192.0.2.1:8080 or [::]:8080`,
    ]);
  });

  test.each([
    ['ftp://boot.example', 'is neither http nor https'],
    ['http://u:p@boot.example', 'holds a user name or password, which every machine could read'],
    ['http://boot.example/?a=1', 'has a query or a fragment'],
    ['boot.example', 'is not a URL'],
  ])('the URL of the boot plane cannot be %s', (url, what) => {
    expect(problemsOf({ flags: { 'boot-url': url } })).toEqual([
      `bootUrl: "${url}" (--boot-url) ${what}; wanted: http://HOST:PORT or https://HOST:PORT and nothing more`,
    ]);
  });

  test('two planes cannot listen at one place', () => {
    expect(problemsOf({ flags: { 'boot-listen': '127.0.0.1:80', 'admin-listen': '127.0.0.1:80' } })).toEqual([
      'bootListen and adminListen: both are 127.0.0.1:80; wanted: two places, so that machines cannot reach console and API',
    ]);
    expect(problemsOf({ flags: { 'boot-listen': '127.0.0.1:0', 'admin-listen': '127.0.0.1:0' } })).toEqual(
      [],
    );
  });

  test.each([['0.0.0.0:8081'], ['[::]:8081'], ['192.0.2.1:443'], ['boot.example:8081']])(
    'console and API are not reached from elsewhere without TLS: %s',
    (address) => {
      expect(problemsOf({ flags: { 'admin-listen': address } })).toEqual([
        `adminListen: ${address} is reached from other hosts, and without TLS everybody between can read passwords and tokens; wanted: tls.certificate and tls.key, or tls.selfMade: true, or an address like 127.0.0.1`,
      ]);
      expect(configOf({ flags: { 'admin-listen': address, 'tls-self-made': 'true' } }).tls).toEqual({
        kind: 'self-made',
      });
    },
  );

  test.each(['127.0.0.1:8081', '127.8.9.1:8081', '[::1]:8081', 'localhost:8081'])(
    'this host alone is spoken to as plainly as before: %s',
    (address) => {
      expect(configOf({ flags: { 'admin-listen': address } }).tls).toEqual({ kind: 'plain' });
    },
  );

  test('a certificate needs its key, and nothing beside it', () => {
    expect(problemsOf({ flags: { 'tls-certificate': 'a.pem' } })).toEqual([
      'tls.certificate and tls.key: one of them is missing; wanted: both, or neither',
    ]);
    const flags = { 'tls-certificate': 'a.pem', 'tls-key': 'b.pem', 'tls-self-made': 'true' };
    expect(problemsOf({ flags })).toEqual([
      'tls.selfMade: is true beside tls.certificate; wanted: one of the two',
    ]);
  });

  test('a flag that nobody knows is one', () => {
    expect(problemsOf({ flags: { bootlisten: 'x' } })).toEqual([
      '--bootlisten: is no setting. Did you mean --boot-listen?',
    ]);
  });
});

test('every setting has one name in three spellings', () => {
  expect(
    Object.entries(settings).map(([name, { variable, flag }]) => `${name} ${variable} --${flag}`),
  ).toEqual([
    'data NETBERTH_DATA --data',
    'database NETBERTH_DATABASE --database',
    'upgradeBackup NETBERTH_UPGRADE_BACKUP --upgrade-backup',
    'files.place NETBERTH_FILES_PLACE --files-place',
    'files.credentials NETBERTH_FILES_CREDENTIALS --files-credentials',
    'files.cloud NETBERTH_FILES_CLOUD --files-cloud',
    'files.copyBytes NETBERTH_FILES_COPY_BYTES --files-copy-bytes',
    'secrets.keyFile NETBERTH_SECRETS_KEY_FILE --secrets-key-file',
    'secrets.keyCommand NETBERTH_SECRETS_KEY_COMMAND --secrets-key-command',
    'bootListen NETBERTH_BOOT_LISTEN --boot-listen',
    'bootUrl NETBERTH_BOOT_URL --boot-url',
    'trustedProxies NETBERTH_TRUSTED_PROXIES --trusted-proxies',
    'logs.syslog NETBERTH_LOGS_SYSLOG --logs-syslog',
    'kiwispray.openListing NETBERTH_KIWISPRAY_OPEN_LISTING --kiwispray-open-listing',
    'dhcp.mode NETBERTH_DHCP_MODE --dhcp-mode',
    'dhcp.subnets NETBERTH_DHCP_SUBNETS --dhcp-subnets',
    'dhcp.interfaces NETBERTH_DHCP_INTERFACES --dhcp-interfaces',
    'dhcp.allowOther NETBERTH_DHCP_ALLOW_OTHER --dhcp-allow-other',
    'adminListen NETBERTH_ADMIN_LISTEN --admin-listen',
    'adminHosts NETBERTH_ADMIN_HOSTS --admin-hosts',
    'tls.certificate NETBERTH_TLS_CERTIFICATE --tls-certificate',
    'tls.key NETBERTH_TLS_KEY --tls-key',
    'tls.selfMade NETBERTH_TLS_SELF_MADE --tls-self-made',
    'localRoles NETBERTH_LOCAL_ROLES --local-roles',
    'sessionIdle NETBERTH_SESSION_IDLE --session-idle',
    'sessionLife NETBERTH_SESSION_LIFE --session-life',
    'directory.urls NETBERTH_DIRECTORY_URLS --directory-urls',
    'directory.kind NETBERTH_DIRECTORY_KIND --directory-kind',
    'directory.base NETBERTH_DIRECTORY_BASE --directory-base',
    'directory.ca NETBERTH_DIRECTORY_CA --directory-ca',
    'directory.bindDn NETBERTH_DIRECTORY_BIND_DN --directory-bind-dn',
    'directory.bindPassword NETBERTH_DIRECTORY_BIND_PASSWORD --directory-bind-password',
    'directory.domain NETBERTH_DIRECTORY_DOMAIN --directory-domain',
    'directory.label NETBERTH_DIRECTORY_LABEL --directory-label',
    'directory.recheck NETBERTH_DIRECTORY_RECHECK --directory-recheck',
    'oidc.issuer NETBERTH_OIDC_ISSUER --oidc-issuer',
    'oidc.clientId NETBERTH_OIDC_CLIENT_ID --oidc-client-id',
    'oidc.clientSecret NETBERTH_OIDC_CLIENT_SECRET --oidc-client-secret',
    'oidc.scopes NETBERTH_OIDC_SCOPES --oidc-scopes',
    'oidc.nameClaim NETBERTH_OIDC_NAME_CLAIM --oidc-name-claim',
    'oidc.groupsClaim NETBERTH_OIDC_GROUPS_CLAIM --oidc-groups-claim',
    'oidc.label NETBERTH_OIDC_LABEL --oidc-label',
    'oidc.adminUrl NETBERTH_OIDC_ADMIN_URL --oidc-admin-url',
    'grants.secondPersonAbove NETBERTH_GRANTS_SECOND_PERSON_ABOVE --grants-second-person-above',
    'audit.keep NETBERTH_AUDIT_KEEP --audit-keep',
    'newMachines NETBERTH_NEW_MACHINES --new-machines',
    'newMachinesPerMinute NETBERTH_NEW_MACHINES_PER_MINUTE --new-machines-per-minute',
    'menu.timeout NETBERTH_MENU_TIMEOUT --menu-timeout',
    'menu.default NETBERTH_MENU_DEFAULT --menu-default',
    'menu.pinned NETBERTH_MENU_PINNED --menu-pinned',
    'menu.popularFirst NETBERTH_MENU_POPULAR_FIRST --menu-popular-first',
    'menu.hidden NETBERTH_MENU_HIDDEN --menu-hidden',
    'menu.protected NETBERTH_MENU_PROTECTED --menu-protected',
    'menu.passwords NETBERTH_MENU_PASSWORDS --menu-passwords',
    'assets.pullThrough NETBERTH_ASSETS_PULL_THROUGH --assets-pull-through',
    'assets.maxBytes NETBERTH_ASSETS_MAX_BYTES --assets-max-bytes',
    'channels.repository NETBERTH_CHANNELS_REPOSITORY --channels-repository',
    'channels.forks NETBERTH_CHANNELS_FORKS --channels-forks',
    'channels.hookSecret NETBERTH_CHANNELS_HOOK_SECRET --channels-hook-secret',
    'channels.apiUrl NETBERTH_CHANNELS_API_URL --channels-api-url',
    'channels.apiToken NETBERTH_CHANNELS_API_TOKEN --channels-api-token',
    'power.hooks NETBERTH_POWER_HOOKS --power-hooks',
    'power.allowLoopback NETBERTH_POWER_ALLOW_LOOPBACK --power-allow-loopback',
    'power.mediaUrl NETBERTH_POWER_MEDIA_URL --power-media-url',
    'imageCacheBytes NETBERTH_IMAGE_CACHE_BYTES --image-cache-bytes',
    'linkSpeed NETBERTH_LINK_SPEED --link-speed',
    'accelRedirect NETBERTH_ACCEL_REDIRECT --accel-redirect',
    'webhooks.allowLoopback NETBERTH_WEBHOOKS_ALLOW_LOOPBACK --webhooks-allow-loopback',
    'history.keep NETBERTH_HISTORY_KEEP --history-keep',
    'history.bootsPerMachine NETBERTH_HISTORY_BOOTS_PER_MACHINE --history-boots-per-machine',
    'history.events NETBERTH_HISTORY_EVENTS --history-events',
    'logBoots NETBERTH_LOG_BOOTS --log-boots',
    'tracing.url NETBERTH_TRACING_URL --tracing-url',
    'logLevel NETBERTH_LOG_LEVEL --log-level',
  ]);
});
