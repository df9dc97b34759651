import { dhcpModeSchema } from '@netberth/api';
import { z } from 'zod';
import { bootUrlSchema } from './boot-url.ts';
import { byteSizeSchema } from './byte-size.ts';
import { databaseUrlSchema } from './database-url.ts';
import { filesSettings } from './files-settings.ts';
import { dhcpSubnetsSchema, interfaceListSchema } from './dhcp-settings.ts';
import { grantSettings } from './grant-settings.ts';
import { listenAddressSchema } from './listen-address.ts';
import { listOf } from './list-of.ts';
import { installerLogSettings } from './installer-log-settings.ts';
import { observingSettings } from './observing-settings.ts';
import { switchSchema } from './switch-setting.ts';
import { hostListSchema, networkListSchema } from './network-list.ts';
import { profileNameSchema } from '@netberth/api';
import { nameSettings, type NamedSetting } from './setting.ts';
import { oidcSettings } from './oidc-settings.ts';
import { channelSettings } from './channel-settings.ts';
import { powerSettings } from './power-settings.ts';
import { secretsSettings } from './secrets-settings.ts';
import { sendingSettings } from './sending-settings.ts';
import { webhookSettings } from './webhook-settings.ts';
import { tlsSettings } from './tls-settings.ts';
import { signInSettings } from './sign-in-settings.ts';

const productListSchema = listOf(
  z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, {
    error: ({ input }) => `has "${String(input)}", which is no id of a product`,
  }),
);

const protectedListSchema = listOf(
  z.string().regex(/^([a-z0-9][a-z0-9._-]{0,63}|profile:[A-Za-z0-9][A-Za-z0-9._+-]{0,63})$/, {
    error: ({ input }) =>
      `has "${String(input)}", which is no id of a product or section, and no profile:NAME`,
  }),
);

/** `ada:$argon2id$v=19$…`; a hash has commas in it. */
const menuPasswordsSchema = z.preprocess(
  (given) => (typeof given === 'string' ? given.split(/\s+/).filter((part) => part !== '') : given),
  z.array(
    z.string().regex(/^[a-z0-9._-]{1,64}:\$argon2id\$\S{20,300}$/, 'has an item that is no NAME:HASH'),
    'is not a list',
  ),
);

const countSchema = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], 'is not a number')
  .pipe(z.int('is not a whole number').min(1, 'is less than 1').max(1_000_000, 'is more than 1000000'));

const secondsSchema = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], 'is not a number')
  .pipe(z.int('is not a whole number').min(0, 'is less than 0').max(86_400, 'is more than a day'));

/** Every setting of the server. One name, spelt as a flag, a variable and a key of netberth.yaml. */
export const settings = nameSettings({
  data: {
    schema: z
      .string('is not a path')
      .min(1, 'is empty')
      .refine((path) => !path.includes('\0'), 'is not a path'),
    preset: './data',
    group: 'Data',
    help: 'the folder that holds everything: database, images, keys',
    placeholder: 'DIR',
    wanted: 'a folder',
  },
  database: {
    schema: databaseUrlSchema,
    preset: 'sqlite:',
    group: 'Data',
    help: 'sqlite:PATH (empty: netberth.db in the data folder), postgres://…, mysql:// (or mariadb://)… or mssql://…',
    placeholder: 'URL',
    wanted: 'sqlite:PATH, or postgres://, mysql://, mariadb:// or mssql:// with USER:PASSWORD@HOST/NAME',
    isSecret: true,
  },
  upgradeBackup: {
    schema: switchSchema,
    preset: 'true',
    group: 'Data',
    help: 'back the database up into the folder backups before its tables are brought to a newer version',
    placeholder: '',
    wanted: 'true or false',
  },
  ...filesSettings,
  ...secretsSettings,
  bootListen: {
    schema: listenAddressSchema,
    preset: '[::]:8080',
    group: 'Machines reach',
    help: 'where the boot plane listens; [::] is every address of both families, port 0 any free one',
    placeholder: 'ADDR:PORT',
    wanted: 'ADDR:PORT like 192.0.2.1:8080 or [::]:8080',
  },
  bootUrl: {
    schema: bootUrlSchema,
    preset: null,
    group: 'Machines reach',
    help: 'how machines reach the boot plane, where that is not how they asked (a proxy, NAT)',
    placeholder: 'URL',
    wanted: 'http://HOST:PORT or https://HOST:PORT and nothing more',
  },
  trustedProxies: {
    schema: networkListSchema,
    preset: '',
    group: 'Machines reach',
    help: 'proxies whose X-Forwarded-For is believed, separated by commas',
    placeholder: 'ADDR,…',
    wanted: 'addresses or networks like 192.0.2.7,10.0.0.0/8',
  },
  ...installerLogSettings,
  'kiwispray.openListing': {
    schema: switchSchema,
    preset: 'false',
    group: 'Machines reach',
    help: "answer KIWIspray's /hosts, and /state without a boot id, to anybody",
    placeholder: '',
    wanted: 'true or false',
    isAdjustable: true,
  },
  'dhcp.mode': {
    schema: z.enum(dhcpModeSchema.options, 'is not known'),
    preset: 'off',
    group: 'DHCP',
    help: 'full (addresses too), proxy (beside a DHCP server that is not ours), external (TFTP alone, you set up your DHCP server) or off',
    placeholder: 'MODE',
    wanted: 'off, full, proxy or external',
  },
  'dhcp.subnets': {
    schema: dhcpSubnetsSchema,
    preset: null,
    group: 'DHCP',
    help: 'the networks it answers in; proxy mode without this takes those of the interfaces',
    placeholder: 'SUBNET;…',
    wanted:
      'NETWORK/BITS, then ranges=FIRST-LAST,… router=ADDR dns=ADDR,… domain=NAME lease=12h advertise, several with ; between them',
  },
  'dhcp.interfaces': {
    schema: interfaceListSchema,
    preset: '',
    group: 'DHCP',
    help: 'where it answers; empty: every interface but loopback that has an address in a subnet, and relays',
    placeholder: 'IF,…',
    wanted: 'interface names like eth1,eth0.20',
  },
  'dhcp.allowOther': {
    schema: switchSchema,
    preset: 'false',
    group: 'DHCP',
    help: 'in full mode, answer although another DHCP server answers in the same network',
    placeholder: '',
    wanted: 'true or false',
  },
  adminListen: {
    schema: listenAddressSchema,
    preset: '127.0.0.1:8081',
    group: 'People reach',
    help: 'where console and API listen',
    placeholder: 'ADDR:PORT',
    wanted: 'ADDR:PORT like 127.0.0.1:8081 or [::1]:8081',
  },
  adminHosts: {
    schema: hostListSchema,
    preset: '',
    group: 'People reach',
    help: 'names by which console and API are reached, besides localhost; others are refused',
    placeholder: 'HOST,…',
    wanted: 'host names like boot.example,192.0.2.1',
  },
  ...tlsSettings,
  ...signInSettings,
  ...oidcSettings,
  ...grantSettings,
  newMachines: {
    schema: z.enum(['wait', 'disk', 'discover', 'menu'], 'is not known'),
    preset: 'wait',
    group: 'New machines',
    help: 'what a machine that is new gets: wait (shows its data), disk, discover or menu',
    placeholder: 'WHAT',
    wanted: 'wait, disk, discover or menu',
    isAdjustable: true,
  },
  newMachinesPerMinute: {
    schema: countSchema,
    preset: '60',
    group: 'New machines',
    help: 'how many new machines are recorded a minute; the others get their disk',
    placeholder: 'N',
    wanted: 'a whole number from 1 to 1000000',
    isAdjustable: true,
  },
  'menu.timeout': {
    schema: secondsSchema,
    preset: '60',
    group: 'Menu',
    help: 'seconds that the menu waits for a key; 0: for ever',
    placeholder: 'SECONDS',
    wanted: 'a whole number from 0 to 86400',
    isAdjustable: true,
  },
  'menu.default': {
    schema: z.union([z.literal('disk'), profileNameSchema], 'is not the name of a profile'),
    preset: 'disk',
    group: 'Menu',
    help: 'what a machine boots where nobody presses a key: disk, or a profile that is not destructive',
    placeholder: 'NAME',
    wanted: 'disk or the name of a profile',
    isAdjustable: true,
  },
  'menu.pinned': {
    schema: productListSchema,
    preset: '',
    group: 'Menu',
    help: 'products that stand on the first page of the menu, by their ids',
    placeholder: 'PRODUCT,…',
    wanted: 'ids of products like debian,rocky',
    isAdjustable: true,
  },
  'menu.popularFirst': {
    schema: switchSchema,
    preset: 'false',
    group: 'Menu',
    help: 'the products that are booted most lead their section of the menu, three in each',
    placeholder: '',
    wanted: 'true or false',
    isAdjustable: true,
  },
  'menu.hidden': {
    schema: productListSchema,
    preset: '',
    group: 'Menu',
    help: 'products that are left out of the menu, by their ids',
    placeholder: 'PRODUCT,…',
    wanted: 'ids of products like debian,rocky',
    isAdjustable: true,
  },
  'menu.protected': {
    schema: protectedListSchema,
    preset: '',
    group: 'Menu',
    help: 'products or whole sections by their ids, and profiles as profile:NAME, that ask for a name and a password before they start',
    placeholder: 'PRODUCT,…',
    wanted: 'ids of products or sections, or profiles, like windows,debian,profile:rescue',
  },
  'menu.passwords': {
    schema: menuPasswordsSchema,
    preset: '',
    group: 'Menu',
    help: 'who may start what is protected: what netberth menu password prints, several separated by blanks',
    placeholder: 'NAME:HASH',
    wanted: 'lines of netberth menu password',
    isSecret: true,
  },
  'assets.pullThrough': {
    schema: switchSchema,
    preset: 'false',
    group: 'Menu',
    help: 'files of the menu come to machines through this server, which fetches each once and keeps it',
    placeholder: '',
    wanted: 'true or false',
  },
  'assets.maxBytes': {
    schema: byteSizeSchema,
    preset: '100GiB',
    group: 'Menu',
    help: 'how much of the menu is kept by assets.pullThrough; what is more, machines fetch from upstream',
    placeholder: 'SIZE',
    wanted: 'a size like 100GiB or a number of bytes',
  },
  ...channelSettings,
  ...powerSettings,
  ...sendingSettings,
  ...webhookSettings,
  ...observingSettings,
  logLevel: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug'], 'is not known'),
    preset: 'info',
    group: 'Running',
    help: 'what is logged: fatal, error, warn, info or debug',
    placeholder: 'LEVEL',
    wanted: 'fatal, error, warn, info or debug',
  },
});

export type SettingName = keyof typeof settings;

/** The same table for a command line and for documents. */
export const settingFlags = Object.entries<NamedSetting>(settings).map(([name, setting]) => ({
  name,
  ...setting,
}));
