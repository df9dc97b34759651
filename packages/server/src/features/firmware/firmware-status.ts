import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FirmwareFile, FirmwareManifest, FirmwareStatus } from '@netberth/api';
import { hasErrorCode } from '../../platform/error-code.ts';
import { lacksOf } from './capability-lacks.ts';
import type { FirmwareFolder } from './firmware-folder.ts';
import { missingFiles } from './missing-files.ts';

type Condition = FirmwareStatus['files'][number]['condition'];

/** What is installed, every file read and compared with what was installed. */
export async function firmwareStatusOf(
  folder: FirmwareFolder,
  running: FirmwareStatus['running'],
): Promise<FirmwareStatus> {
  const files: FirmwareStatus['files'] = [];
  for (const file of folder.manifest?.files ?? [])
    files.push({ ...file, condition: await conditionOf(folder.path, file) });
  const { path, fault, manifest } = folder;
  return { ...describe(files), folder: path, fault, installedAt: manifest?.installedAt ?? null, running };
}

/** A set that was written a moment ago. */
export function freshStatusOf(folder: string, { installedAt, files }: FirmwareManifest): FirmwareStatus {
  const intact = files.map((file) => ({ ...file, condition: 'intact' as const }));
  return { ...describe(intact), folder, fault: null, installedAt, running: null };
}

function describe(
  files: FirmwareStatus['files'],
): Pick<FirmwareStatus, 'ok' | 'files' | 'lacks' | 'missing'> {
  const intact = files.filter(({ condition }) => condition === 'intact');
  return {
    ok: files.length > 0 && intact.length === files.length,
    files,
    lacks: [...lacksOf(intact)],
    missing: [...missingFiles(new Set(intact.map(({ file }) => file)))],
  };
}

async function conditionOf(folder: string, { file, sha256 }: FirmwareFile): Promise<Condition> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(join(folder, file)), hash);
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return 'gone';
    throw error;
  }
  return hash.digest('hex') === sha256 ? 'intact' : 'changed';
}
