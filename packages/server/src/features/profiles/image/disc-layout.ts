import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ImageFile } from '@netberth/api';
import type { Catalogue } from '@netberth/catalogue';
import { recogniseDisc, type DiscContent, type RecognisedDisc, type WholeWay } from '@netberth/disc';
import { DiscFileReader } from '@netberth/disc/node';
import type { ContentReader } from '@netberth/disk-image';
import { discBootConfig } from '../disc-choice.ts';
import { saveChoice, type SavedChoice } from '../saved-choice.ts';
import { broughtChecksums } from './brought-checksums.ts';
import { imageFile, type Role } from './file-roles.ts';
import { nothingSaid, type FoundLayout, type ImageContent, type LayoutProblems } from './image-layout.ts';

type Disc = {
  readonly image: ImageContent;
  /** The name of the ISO in the image. */
  readonly iso: string;
  readonly wanted: WholeWay | null;
};

/**
 * The ISO of an operating system as a choice of the catalogue, whose files are those on the disc. It stays as it came:
 * machines are served parts of it.
 * @param folder where the image lies
 */
export function discLayout(folder: string, disc: Disc, catalogue: Catalogue): FoundLayout | LayoutProblems {
  using reader = new DiscFileReader(join(folder, disc.iso));
  const opened = reader.open();
  if (opened.kind === 'no-disc') return refuse(`${disc.iso} ${opened.why}`);
  const { content } = opened;
  const url = `{{ urls.files }}/${encodeURIComponent(disc.iso)}`;
  const recognition = recogniseDisc(content, { url }, disc.wanted);
  if (recognition.kind === 'not-bootable')
    return refuse(`${recognition.what}: ${recognition.why} ${recognition.wayOut}`);
  const saving = saveDisc(recognition.disc, catalogue);
  if (!saving.ok) return { ok: false, problems: [...saving.problems] };
  return {
    ok: true,
    spec: saving.saved.spec,
    files: filesOf(disc, recognition.disc, content, reader.image),
    answers: { ...saving.saved.answers },
    templates: templatesOf(recognition.disc, saving.saved),
    postInstall: null,
    ...nothingSaid,
    ...checksumsOf(disc.image, recognition.disc),
  };
}

function refuse(problem: string): LayoutProblems {
  return { ok: false, problems: [problem] };
}

function saveDisc({ boot, arch, memoryMib }: RecognisedDisc, catalogue: Catalogue) {
  const { product, choice, inputs, args } = boot;
  const given = { product, choice: { ...choice }, input: { ...inputs }, args: args.join(' '), set: {} };
  return saveChoice(catalogue, {
    ...given,
    memoryMib,
    mirror: undefined,
    answers: undefined,
    arch: arch ?? undefined,
  });
}

function templatesOf({ boot }: RecognisedDisc, { templates }: SavedChoice): Record<string, string> {
  const { bootcfg } = boot.inputs;
  return { ...templates, ...(bootcfg !== undefined && { [discBootConfig]: bootcfg }) };
}

function checksumsOf(image: ImageContent, { notes }: RecognisedDisc) {
  const { checksums, warnings } = broughtChecksums(image);
  return { checksums, warnings: [...notes, ...warnings] };
}

/** The files that came, and of those on the disc the ones that matter, each with the checksum of its bytes. */
function filesOf(
  { image, iso }: Disc,
  { parts, isFetchedWhole }: RecognisedDisc,
  { find }: DiscContent,
  reader: ContentReader,
): ImageFile[] {
  const came = image.files.map((file) =>
    imageFile(file, file.path === iso && isFetchedWhole ? 'image' : 'other'),
  );
  const onDisc = parts.flatMap(({ path, role }) => {
    const file = find(path);
    if (file === undefined || !/^[A-Za-z0-9._@+/-]+$/.test(file.path) || /(^|\/)\./.test(file.path))
      return [];
    return [partOf(`${iso}/${file.path}`, role, reader, file)];
  });
  return [...came, ...onDisc];
}

const chunkBytes = 4 * 1024 * 1024;

function partOf(
  path: string,
  role: Role,
  reader: ContentReader,
  { offsetBytes, sizeBytes }: { readonly offsetBytes: number; readonly sizeBytes: number },
): ImageFile {
  const hash = createHash('sha256');
  for (let at = 0; at < sizeBytes; at += chunkBytes)
    hash.update(reader.readAt(offsetBytes + at, Math.min(chunkBytes, sizeBytes - at)));
  return { path, sizeBytes, sha256: hash.digest('hex'), role };
}
