import { errors, errorText } from '../errors.ts';
import { download } from '../images/download.ts';
import { executeImage } from '../images/execute-image.ts';
import { imageLine } from '../images/image-list.ts';
import type { Machine, Command } from '../machine.ts';
import type { Run } from '../run.ts';
import { say, sayFailure } from '../screen/say.ts';
import { settingText } from '../settings/expand-settings.ts';
import { configure } from './network-commands.ts';

/** `autoboot`: an address by DHCP, then the file that DHCP names (netboot() of src/usr/autoboot.c). */
export const autoboot: Command = function* (machine, { args }) {
  let status: number = errors.noCards;
  for (const card of machine.cards.filter(({ name }) => args.length === 0 || args.includes(name))) {
    status = configure(machine, card);
    if (status === 0) status = yield* bootFilename(machine);
  }
  say(machine, 'No more network devices');
  return status;
};

function* bootFilename(machine: Machine): Run<number> {
  const filename = settingText(machine.tree, 'filename') ?? '';
  const server = settingText(machine.tree, 'next-server');
  if (filename === '') return sayFailure(machine, 'Nothing to boot', errors.nothingToBoot);
  if (server !== null) say(machine, `Next server: ${server}`);
  say(machine, `Filename: ${filename}`);
  const isUrl = /^[a-z][a-z0-9+.-]*:/i.test(filename);
  const got = yield* download(machine, isUrl || server === null ? filename : `tftp://${server}/${filename}`);
  if (got.kind === 'failed') return got.status;
  if (!machine.isOld) say(machine, imageLine(got.image));
  got.image.isFreedAfterUse = true;
  const status = yield* executeImage(machine, got.image);
  say(machine, status === 0 ? '' : `Could not boot image: ${errorText(status, machine)}`);
  return status;
}
