import { errors, errorText } from '../errors.ts';
import { canOpen, contentOf, failureOf, fetchFile } from '../images/download.ts';
import { parseUrl, resolveUrl, urlString } from '../images/url.ts';
import type { Machine, Command } from '../machine.ts';
import { Halt } from '../halt.ts';
import type { Run } from '../run.ts';
import { say, sayFailure } from '../screen/say.ts';
import { settingText } from '../settings/expand-settings.ts';
import { badInteger, integerOption } from './option-values.ts';

/** Drives that no download is needed for: their first block is read when they are started. */
const blockSchemes = new Set(['iscsi', 'aoe', 'ib_srp', 'fcp', 'srp']);
const firstHardDisk = 0x80;

/** `sanboot`, after uriboot() of src/usr/autoboot.c: hook, boot, unhook. */
export const bootSan: Command = function* (machine, invocation) {
  const { options, args } = invocation;
  const drive = integerOption(machine, invocation, 'drive', defaultDrive(machine));
  if (drive === null) return badInteger;
  const hooked = yield* hook(machine, drive, args);
  if (hooked !== 0) return hooked;
  const shown = driveText(drive);
  const filename = options.get('filename') ?? null;
  let status = 0;
  if ((settingText(machine.tree, 'skip-san-boot') ?? '0') === '0') {
    say(machine, `Booting${filename === null ? '' : ` ${filename}`} from SAN device ${shown}`);
    status = startDrive(machine, drive, filename);
    say(machine, `Boot from SAN device ${shown} failed: ${errorText(status, machine)}`);
  } else say(machine, `Skipping boot from SAN device ${shown}`);
  // Only what this command hooked.
  if (args.length > 0 && !options.has('keep')) unhook(machine, drive);
  return status;
};

/** Comes back only when there is nothing on the drive. */
function startDrive(machine: Machine, drive: number, filename: string | null): number {
  const urls = machine.hookedDrives.get(drive);
  if (urls !== undefined) throw new Halt({ kind: 'san', drive, urls });
  if (machine.localDrives.has(drive)) throw new Halt({ kind: 'disk', drive, filename });
  return errors.diskFailed;
}

export const hookSan: Command = function* (machine, invocation) {
  const drive = integerOption(machine, invocation, 'drive', defaultDrive(machine));
  return drive === null ? badInteger : yield* hook(machine, drive, invocation.args);
};

export const unhookSan: Command = function* (machine, invocation) {
  const drive = integerOption(machine, invocation, 'drive', defaultDrive(machine));
  if (drive === null) return badInteger;
  unhook(machine, drive);
  return 0;
};

function* hook(machine: Machine, drive: number, references: readonly string[]): Run<number> {
  if (references.length === 0) return 0;
  const urls: string[] = [];
  for (const reference of references) {
    const status = yield* openDisk(machine, reference, urls);
    if (status !== 0) return sayFailure(machine, 'Could not open SAN device', status);
  }
  machine.hookedDrives.set(drive, urls);
  say(machine, `Registered SAN device ${driveText(drive)}`);
  return 0;
}

function* openDisk(machine: Machine, reference: string, urls: string[]): Run<number> {
  const { isOld, workingUrl } = machine;
  const url = resolveUrl(
    workingUrl === null ? null : parseUrl(workingUrl, isOld),
    parseUrl(reference, isOld),
  );
  const text = urlString(url, isOld);
  urls.push(text);
  if (blockSchemes.has(url.scheme ?? '')) return 0;
  if (!canOpen(machine, url.scheme)) return errors.noScheme;
  const { answer } = yield* fetchFile(machine, text, null);
  if (answer.kind === 'file' && contentOf(answer).sizeBytes === 0) return errors.diskFailed;
  return failureOf(answer);
}

function unhook(machine: Machine, drive: number): void {
  machine.hookedDrives.delete(drive);
  say(machine, `Unregistered SAN device ${driveText(drive)}`);
}

function defaultDrive(machine: Machine): number {
  return Number(settingText(machine.tree, 'san-drive') ?? firstHardDisk);
}

function driveText(drive: number): string {
  return `0x${drive.toString(16).padStart(2, '0')}`;
}
