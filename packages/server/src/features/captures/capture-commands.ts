import { link, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { profileCapture } from '@netberth/api';
import type { BootSpec, InputOf } from '@netberth/api';
import { hasErrorCode } from '../../platform/error-code.ts';
import { handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler, Prepared } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { ImageFolders } from '../profiles/image-folders.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import type { RenderProfile } from '../profiles/require-profile.ts';
import { saveProfile } from '../profiles/save-profile.ts';
import type { CaptureFolder } from './capture-folder.ts';
import { captureFault } from './capture-list-commands.ts';
import type { CaptureRecord, CapturingSpec } from './capture-record.ts';
import { writeDiskScript } from '../templates/write-disk-script.ts';

type Input = InputOf<typeof profileCapture>;
type Made = { readonly folder: string; readonly record: CaptureRecord };

const diskName = 'disk.img.gz';
const scriptName = 'write-disk.liquid';

/** `profile capture`: the disk that a machine has sent becomes a profile that writes it to others. */
export function captureCommands(
  captures: CaptureFolder,
  folders: ImageFolders,
  render: RenderProfile,
): readonly CommandHandler[] {
  return [
    handleWriteWithFiles(
      profileCapture,
      (input) => gather(captures, folders, input),
      function* ({ name, machine, replace }, actor, { folder, record }) {
        if ((yield* captureFault(record)) !== null) throw new CommandRefused('captureNone', { machine });
        const made = profileOf(name, folder, record, yield* now(), actor.name);
        const { old, done } = yield* saveProfile(made, { replace }, render);
        return {
          ...done,
          reason: `the disk of machine ${machine}, boot ${record.bootNumber}`,
          afterwards: async () => {
            await captures.remove(machine);
            if (old) await folders.remove(old.folder);
          },
        };
      },
    ),
  ];
}

/** The disk, with what booted the machine that sent it, in a folder of their own; no byte is copied. */
async function gather(
  captures: CaptureFolder,
  folders: ImageFolders,
  { machine, name }: Input,
): Promise<Prepared<Made>> {
  const record = await captures.find(machine);
  if (record === null) throw new CommandRefused('captureNone', { machine });
  await captures.fetchDisk(machine);
  await folders.fetch(record.folder);
  const arrived = await folders.arrive();
  try {
    for (const { path } of record.files) {
      await mkdir(dirname(join(arrived, path)), { recursive: true });
      await link(join(folders.images, record.folder, path), join(arrived, path));
    }
    await link(captures.diskOf(machine), join(arrived, diskName));
  } catch (error) {
    if (!hasErrorCode(error, 'ENOENT')) throw error;
    throw new CommandRefused('captureNone', { machine });
  }
  const folder = await folders.settle(arrived, name);
  return { value: { folder, record }, discard: () => folders.remove(folder) };
}

function profileOf(
  name: string,
  folder: string,
  { spec, files, sizeBytes, sha256 }: CaptureRecord,
  importedAtMs: number,
  importedBy: string,
): Omit<ProfileRecord, 'id' | 'version'> {
  return {
    ...{ name, folder, destructive: true, retryAfterStart: false, isPrivate: false, proof: 'none' },
    spec: writingSpec(spec),
    answers: {},
    postInstall: scriptName,
    files: [...files, { path: diskName, sizeBytes, sha256, role: 'image' }],
    templates: { [scriptName]: writeDiskScript(diskName) },
    ...{ locked: [], warnings: [], importedAtMs, importedBy },
  };
}

/** The same boot without what it captured. */
function writingSpec(spec: CapturingSpec): BootSpec {
  if (spec.method === 'live') return { ...spec, task: 'write', machineFiles: [] };
  const { kernel, initrds, args } = spec;
  return { method: 'linux', kernel, initrds, args };
}
