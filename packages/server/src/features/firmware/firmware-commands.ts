import { firmwareInstall, firmwareStatus } from '@netberth/api';
import type { FirmwareManifest, FirmwareStatus, InputOf } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { handleReadWithFiles, handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler, Json, Prepared } from '../../commands/command-handler.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { DebianHost } from './debian/fetch-packages.ts';
import type { FirmwareFolder } from './firmware-folder.ts';
import { firmwareRefused } from './firmware-refused.ts';
import { freshStatusOf, firmwareStatusOf } from './firmware-status.ts';
import type { StagedFirmware } from './stage-firmware.ts';

/** @param host what of the host is used; tests name another */
export function firmwareCommands(
  folder: FirmwareFolder,
  clock: () => number,
  host?: DebianHost,
): readonly CommandHandler[] {
  let running: FirmwareStatus['running'] = null;
  const stage = async (
    input: InputOf<typeof firmwareInstall>,
    actor: Actor,
  ): Promise<Prepared<StagedFirmware>> => {
    demandLocalPaths(input, actor);
    if (running !== null) throw new CommandRefused('firmwareBusy', { step: running.step });
    running = { step: 'starting', percent: null };
    try {
      // What installs is loaded when somebody does: a server starts without.
      const [{ stageFirmware }, { thisHost }] = await Promise.all([
        import('./stage-firmware.ts'),
        import('./debian/fetch-packages.ts'),
      ]);
      const value = await stageFirmware(folder, input, host ?? thisHost, clock(), (step, percent) => {
        running = { step, percent: percent ?? null };
      });
      return { value, discard: () => folder.discard(value.set) };
    } finally {
      running = null;
    }
  };
  const install = handleWriteWithFiles(firmwareInstall, stage, function* (_, __, staged) {
    if (folder.manifest !== staged.before) throw new CommandRefused('firmwareBusy', { step: 'done' });
    const output = { ...freshStatusOf(folder.path, staged.manifest), brought: [...staged.brought] };
    return {
      output,
      target: 'firmware',
      before: versionsOf(staged.before),
      after: versionsOf(staged.manifest),
      afterwards: () => folder.takeOver(staged.set, staged.manifest),
    };
  });
  const status = handleReadWithFiles(
    firmwareStatus,
    function* () {},
    () => firmwareStatusOf(folder, running),
  );
  return [install, status];
}

/** Paths are the host's: who is not on it must not make the server read its files. */
function demandLocalPaths({ from, fromDeb }: InputOf<typeof firmwareInstall>, { origin }: Actor): void {
  if (origin === 'socket' || (from === undefined && fromDeb === undefined)) return;
  throw firmwareRefused(
    'files of the server’s host can only be named on that host',
    'Run the command there, without --server; or install from the Debian mirror.',
  );
}

/** For the audit record: each file with where it came from. */
function versionsOf(manifest: FirmwareManifest | null): Json {
  if (manifest === null) return null;
  return Object.fromEntries(
    manifest.files.map(({ file, sha256, source, package: from }) => [
      file,
      { sha256, source, package: from && `${from.name} ${from.version}` },
    ]),
  );
}
