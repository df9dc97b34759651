import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  firmwareManifestSchema,
  type FirmwareFile,
  type FirmwareManifest,
  type MediumFirmware,
} from '@netberth/api';
import { debianPackageOf, loaderFilesOf, type LoaderAbilities, type LoaderFile } from '../src/index.ts';

export type Loaders = {
  readonly files: ReadonlyMap<LoaderFile, Uint8Array>;
  readonly abilities: readonly LoaderAbilities[];
};

export type ReadLoaders =
  | { readonly kind: 'loaders'; readonly loaders: Loaders }
  /** Sentences, each with the way out. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

type Read = { readonly file: LoaderFile; readonly known: FirmwareFile; readonly bytes: Uint8Array };

/** The loaders for images for these firmwares. `named`: what problems call the folder; machines are told no path. */
export async function readLoaders(
  data: string,
  firmwares: readonly MediumFirmware[],
  named?: string,
): Promise<ReadLoaders> {
  return await readLoaderFiles(data, loaderFilesOf(firmwares), named);
}

/** These loaders out of `<data>/firmware`, each compared with what was installed. */
export async function readLoaderFiles(
  data: string,
  files: readonly LoaderFile[],
  named?: string,
): Promise<ReadLoaders> {
  const folder = join(data, 'firmware');
  const place = named ?? folder;
  const manifest = await readManifest(folder);
  if (manifest === null)
    return {
      kind: 'refused',
      problems: [`no firmware is installed in ${place}: run \`netberth firmware install\``],
    };
  const problems: string[] = [];
  const read: Read[] = [];
  for (const file of files) {
    const known = manifest.files.find((each) => each.file === file);
    const bytes = known === undefined ? null : await readFile(join(folder, file)).catch(absentIsNull);
    if (known === undefined || bytes === null)
      problems.push(`${file} is not installed in ${place}: ${wayTo(file)}`);
    else if (createHash('sha256').update(bytes).digest('hex') !== known.sha256)
      problems.push(
        `${named === undefined ? join(folder, file) : `${file} in ${named}`} is not as it was installed: run \`netberth firmware install\``,
      );
    else read.push({ file, known, bytes });
  }
  if (problems.length > 0) return { kind: 'refused', problems };
  return {
    kind: 'loaders',
    loaders: {
      files: new Map(read.map(({ file, bytes }) => [file, bytes])),
      abilities: read.flatMap(abilitiesOf),
    },
  };
}

function wayTo(file: LoaderFile): string {
  const debian = debianPackageOf(file);
  return debian === null
    ? 'Debian has none; bring one with `netberth firmware install --from FOLDER`'
    : `it is in the Debian package ${debian}, from which \`netberth firmware install\` takes it`;
}

function abilitiesOf({ file, known }: Read): LoaderAbilities[] {
  return known.kind === 'ipxe' ? [{ file, platform: known.platform, can: known.ipxe }] : [];
}

/** Throws when a manifest is there and cannot be read. */
async function readManifest(folder: string): Promise<FirmwareManifest | null> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(absentIsNull);
  return text === null ? null : firmwareManifestSchema.parse(JSON.parse(text));
}

function absentIsNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
