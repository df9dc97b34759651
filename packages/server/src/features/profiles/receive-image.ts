import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { InputOf, profileImport } from '@netberth/api';
import type { Catalogue } from '@netberth/catalogue';
import type { Prepared } from '../../commands/command-handler.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { arrivingTar } from './arriving-tar.ts';
import type { ImageFolders } from './image-folders.ts';
import { detectLayout, layoutAsSaid } from './image/detect-layout.ts';
import type { discLayout as DiscLayoutFunction } from './image/disc-layout.ts';
import type { ImageLayout, LayoutProblems, SaidOnImport } from './image/image-layout.ts';
import { onlyDiscOf } from './image/only-disc.ts';
import { lintImageTemplates } from './image/lint-image-templates.ts';
import { readImageText } from './image/read-image-text.ts';
import { stageImage } from './image/stage-image.ts';
import type { StagedFile } from './image/stage-image.ts';
import { verifyChecksums } from './image/verify-checksums.ts';

export type ReceivedImage = {
  readonly folder: string;
  readonly layout: ImageLayout;
  readonly templates: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  /** The import is durable: what was kept of its upload can go. */
  readonly forgetUpload: () => Promise<void>;
};

type DiscLayout = typeof DiscLayoutFunction;
type Input = InputOf<typeof profileImport>;

const limits = { maxFiles: 10_000, maxBytes: 2 ** 40 };

/**
 * Unpack, understand and verify an image; it lies whole in its final folder when this resolves.
 * @param sender who may go on with an upload that was cut off
 * @throws CommandRefused when it is not usable; nothing of it is left then, but what has arrived of an upload that can go on
 */
export async function receiveImage(
  folders: ImageFolders,
  input: Input,
  upload: Readable,
  sender: string,
  catalogue: () => Catalogue,
): Promise<Prepared<ReceivedImage>> {
  const tar = await arrivingTar(folders.kept, input, upload, sender);
  const arrived = await folders.arrive();
  try {
    const staged = await stageImage(tar.stream, arrived, limits);
    if (!staged.ok) throw new CommandRefused('imageRefused', { why: staged.message });
    tar.verify();
    const layout = await understand(arrived, staged.files, input, catalogue);
    const templates = readTemplates(arrived, layout);
    const paths = staged.files.map(({ path }) => path);
    const dialect = Object.entries(templates).filter(([path]) => path.endsWith('.tmpl'));
    const lint = lintImageTemplates(
      dialect.map(([path, text]) => ({ path, text })),
      paths,
    );
    const folder = await folders.settle(arrived, input.name);
    return {
      value: {
        ...{ folder, layout, templates, warnings: [...new Set([...layout.warnings, ...lint])] },
        forgetUpload: tar.forget,
      },
      discard: () => folders.remove(folder),
    };
  } catch (error) {
    await rm(arrived, { recursive: true, force: true });
    await tar.forget();
    throw error;
  }
}

async function understand(
  folder: string,
  files: readonly StagedFile[],
  input: Input,
  catalogue: () => Catalogue,
): Promise<ImageLayout> {
  const readText = (path: string) => readImageText(folder, path);
  const said = {
    nonDestructive: input.nonDestructive,
    retryAfterStart: input.retryAfterStart,
    isPrivate: input.private,
    proof: input.proof,
  };
  const iso = onlyDiscOf({ files });
  if (iso === null && input.as !== undefined)
    throw new CommandRefused('imageRefused', { why: `--as ${input.as} is for an ISO, which this is not` });
  const layout =
    iso === null
      ? detectLayout(files, readText, input.name, said)
      : await understandDisc(
          folder,
          { image: { files, readText, name: input.name }, iso, wanted: input.as ?? null },
          catalogue(),
          said,
        );
  if (!layout.ok) throw new CommandRefused('imageRefused', { why: layout.problems.join('; ') });
  const verified = await verifyChecksums(folder, files, layout.checksums);
  if (!verified.ok) throw new CommandRefused('imageRefused', { why: verified.problems.join('; ') });
  return layout;
}

/** What reads discs is loaded for the first one. */
async function understandDisc(
  folder: string,
  disc: Parameters<DiscLayout>[1],
  catalogue: Catalogue,
  said: SaidOnImport,
): Promise<ImageLayout | LayoutProblems> {
  const { discLayout } = await import('./image/disc-layout.ts');
  const found = discLayout(folder, disc, catalogue);
  return found.ok ? layoutAsSaid(found, disc.image.name, said) : found;
}

function readTemplates(folder: string, { files, templates = {} }: ImageLayout): Record<string, string> {
  const ofFiles = files.filter(({ role }) => role === 'template');
  return {
    ...Object.fromEntries(ofFiles.map(({ path }) => [path, readImageText(folder, path)])),
    ...templates,
  };
}
