import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firmwareManifestSchema, type MediumFormat } from '@netberth/api';
import { readAt, type PlanOutcome } from '@netberth/disk-image';
import { fillMedium, firmwareLacks, parseMediumWay, planTemplate } from '@netberth/media';
import { offlineOrder, readLoaders } from '@netberth/media/node';
import { PublishProblem, siteFile, type SiteFile } from '../src/index.ts';

export type SiteLoaders = {
  readonly files: readonly SiteFile[];
  /** What is missing and how it comes, each a sentence. */
  readonly notes: readonly string[];
};

const mediaFirmware = ['bios', 'uefi'] as const;

/**
 * iPXE and media for a menu: the binaries of the installed firmware, the script beside them, a CD and a stick.
 * @param entryUrl where the channel is found, without `/menu.ipxe`; null: not known, so nothing can lead there
 */
export async function readSiteLoaders(data: string, entryUrl: string | null): Promise<SiteLoaders> {
  const folder = join(data, 'firmware');
  if (entryUrl === null)
    return {
      files: [],
      notes: ['without --url, the URL at which people reach it, it has no media and no iPXE'],
    };
  if (!existsSync(join(folder, 'manifest.json')))
    return {
      files: [],
      notes: [`it has no media and no iPXE: none is installed in ${folder} (netberth firmware install)`],
    };
  const way = parseMediumWay({
    ip: ['dhcp'],
    gateway: [],
    dns: [],
    vlan: null,
    mac: null,
    bootUrl: entryUrl,
  });
  if (way.kind === 'refused')
    throw new PublishProblem(way.problems.map(({ message }) => `--url: ${message}`).join('\n'));
  const media = await makeMedia(data, way);
  return {
    files: [
      ...(await readBinaries(folder)),
      siteFile('firmware/autoexec.ipxe', beside(way.target.url)),
      ...media.files,
    ],
    notes: media.notes,
  };
}

type Way = Extract<ReturnType<typeof parseMediumWay>, { kind: 'way' }>;

async function makeMedia(data: string, { network, target }: Way): Promise<SiteLoaders> {
  const read = await readLoaders(data, mediaFirmware);
  if (read.kind === 'refused')
    return { files: [], notes: read.problems.map((problem) => `no media: ${problem}`) };
  const { files: loaders, abilities } = read.loaders;
  const order = (format: MediumFormat) =>
    offlineOrder({ format, network, target, goesTo: 'menu', waitSeconds: 90 });
  const lacks = firmwareLacks(order('iso'), abilities);
  if (lacks.length > 0) return { files: [], notes: lacks.map((lack) => `no media: ${lack}`) };
  const make = (format: MediumFormat): Uint8Array => {
    const template = planned(planTemplate({ firmwares: mediaFirmware, format, label: 'NETBERTH', loaders }));
    const plan = planned(fillMedium(template, order(format)));
    return readAt(plan, 0, plan.sizeBytes);
  };
  return {
    files: [siteFile('media/netberth.iso', make('iso')), siteFile('media/netberth.img', make('usb'))],
    notes: [],
  };
}

function planned(outcome: PlanOutcome) {
  if (outcome.kind === 'planned') return outcome.plan;
  throw new Error(`a medium cannot be planned: ${JSON.stringify(outcome.problems)}`);
}

/** Every build of iPXE that is installed, as it was installed. */
async function readBinaries(folder: string): Promise<readonly SiteFile[]> {
  const manifest = firmwareManifestSchema.parse(
    JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')),
  );
  const read = manifest.files
    .filter(({ kind }) => kind === 'ipxe')
    .map(async ({ file, sha256 }) => {
      const bytes = await readFile(join(folder, file));
      if (createHash('sha256').update(bytes).digest('hex') === sha256)
        return siteFile(`firmware/${file}`, bytes);
      throw new PublishProblem(
        `${join(folder, file)} is not as it was installed: run \`netberth firmware install\``,
      );
    });
  return Promise.all(read);
}

/** For loaders that look for a script beside themselves: UEFI HTTP boot, TFTP. */
function beside(entryUrl: string): string {
  return [
    '#!ipxe',
    'isset ${netX/gateway} || dhcp || goto away',
    `chain --autofree --replace ${entryUrl}/menu.ipxe ||`,
    ':away',
    'echo Netberth: the menu could not be fetched; this machine boots its own disk',
    'iseq ${platform} efi && exit 1 ||',
    'sanboot --no-describe --drive 0x80 || exit 1',
    '',
  ].join('\n');
}
