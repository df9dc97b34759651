import type { Platform } from '../capability-set.ts';

/**
 * Error numbers of iPXE: the top byte is the POSIX error, the rest names the line of source.
 *
 * Read off Debian's ipxe.lkrn of bookworm, trixie and sid, which agree; a user of a machine looks them up at
 * ipxe.org/<number>.
 */
export const errors = {
  commandNotFound: 0x2e022001,
  usage: 0x46162001,
  badOption: 0x1c162202,
  badOptionValue: 0x1c162302,
  helpShown: 0x0b1621a0,
  badInteger: 0x1c162102,
  notSet: 0x2d02203b,
  notEqual: 0x46022001,
  noLabel: 0x2d02803b,
  noSetting: 0x2d0c203b,
  noSettingsBlock: 0x2c0c203b,
  noSettingType: 0x3c0c2003,
  settingNotSupported: 0x3c0c2003,
  badIpv4: 0x1c056002,
  badIpv6: 0x1c066002,
  badNumber: 0x1c0c2002,
  badHex: 0x1c112002,
  badBase64: 0x1c102002,
  noMenu: 0x2d16203b,
  emptyMenu: 0x2d2ce03b,
  menuCanceled: 0x0b2ce0a0,
  noImage: 0x2d0ae03b,
  notExecutable: 0x2e0ae001,
  unknownToUefi: 0x2e008001,
  notReplaceable: 0x3b0ae002,
  noNetworkDevice: 0x2c16203b,
  noConfigurator: 0x3c162003,
  networkUnreachable: 0x280a6011,
  cpuLacks: 0x2d80e03b,
  promptTimedOut: 0x4c22e035,
  wrongKey: 0x0b22e0a0,
  readCanceled: 0x0b32e0a0,
  noScheme: 0x3c092003,
  diskFailed: 0x1d852039,
  http404: 0x2d0c613b,
  http403: 0x410c613c,
  http401: 0x020c613c,
  http4xx: 0x1d0c6439,
  http5xx: 0x1d0c6539,
  connectionRefused: 0x0f0a6039,
  connectionTimedOut: 0x4c0a6035,
  unknownHost: 0x3e11613b,
  noNameServer: 0x3e11623b,
  notInScript: 0x3b028002,
  noCards: 0x2c16103b,
  noConfiguration: 0x040ee119,
  nothingToBoot: 0x2d03e13b,
  badColour: 0x1c1e2002,
  badColourPair: 0x1c1d2002,
  notPicture: 0x2e11a001,
  noParameters: 0x2d16303b,
  formCanceled: 0x0b63e0a0,
  emptyForm: 0x1c63e002,
  longForm: 0x4663e001,
  loginCanceledOld: 0x0b17e0a0,
  openContinuation: 0x1c028002,
  outOfMemory: 0x31022001,
} as const;

const ownTexts: ReadonlyMap<number, string> = new Map<number, string>([
  [errors.noConfiguration, 'No configuration methods succeeded'],
  [errors.nothingToBoot, 'Nothing to boot'],
  [errors.unknownHost, 'DNS name does not exist'],
  [errors.http4xx, 'HTTP 4xx Client Error'],
  [errors.http5xx, 'HTTP 5xx Server Error'],
]);

/** src/core/errno.c and src/include/errno.h: texts by the top byte. */
const posixTexts: ReadonlyMap<number, string> = new Map([
  [0x02, 'Permission denied'],
  [0x0b, 'Operation canceled'],
  [0x0f, 'Connection reset'],
  [0x1c, 'Invalid argument'],
  [0x1d, 'Input/output error'],
  [0x28, 'Network unreachable'],
  [0x2c, 'No such device'],
  [0x2d, 'No such file or directory'],
  [0x2e, 'Exec format error'],
  [0x31, 'Not enough space'],
  [0x3b, 'Inappropriate I/O control operation'],
  [0x3c, 'Operation not supported'],
  [0x41, 'Operation not permitted'],
  [0x46, 'Result too large'],
  [0x4c, 'Connection timed out'],
]);

/** The lowest byte on UEFI, by the top byte: the status of UEFI that comes nearest (src/include/ipxe/errno/efi.h). */
const uefiBytes: ReadonlyMap<number, number> = new Map([
  [0x02, 0x8f],
  [0x04, 0x86],
  [0x0b, 0x95],
  [0x0f, 0x95],
  [0x1c, 0x82],
  [0x1d, 0x98],
  [0x28, 0x88],
  [0x2c, 0x87],
  [0x2d, 0x8e],
  [0x2e, 0x81],
  [0x31, 0x89],
  [0x3b, 0x83],
  [0x3c, 0x83],
  [0x3e, 0x8e],
  [0x41, 0x8f],
  [0x46, 0x85],
  [0x4c, 0x92],
]);

/** The error of a file that is of no kind that can be started. */
export function notExecutable({ platform }: Pick<Dialect, 'platform'>): number {
  return platform === 'efi' ? errors.unknownToUefi : errors.notExecutable;
}

/** What the texts of errors depend on. */
export type Dialect = { readonly isOld: boolean; readonly platform: Platform };

/** An error number as this platform has it; what `exit` gives is the same everywhere. */
export function shownError(status: number, { platform }: Pick<Dialect, 'platform'>): number {
  const byte = uefiBytes.get(status >>> 24);
  return platform === 'pcbios' || byte === undefined ? status : ((status & 0xff_ff_ff_00) | byte) >>> 0;
}

/** What is printed for an error number, its address of help included. */
export function errorText(status: number, dialect: Dialect): string {
  const { isOld } = dialect;
  const number = status >>> 0;
  const shown = shownError(number, dialect).toString(16).padStart(8, '0');
  const newText = !isOld && number === errors.http404 ? 'Not found' : undefined;
  const text = newText ?? ownTexts.get(number) ?? posixTexts.get(number >>> 24) ?? `Error 0x${shown}`;
  return `${text} (${isOld ? 'http' : 'https'}://ipxe.org/${shown})`;
}
