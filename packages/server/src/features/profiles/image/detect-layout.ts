import { liveManifestName } from '@netberth/live';
import {
  hasFile,
  listFiles,
  type FoundLayout,
  type ImageContent,
  type ImageLayout,
  type LayoutProblems,
  type SaidOnImport,
} from './image-layout.ts';
import { kiwiPxeLayout } from './kiwi-pxe-layout.ts';
import { kiwisprayLayout, kiwisprayTemplate } from './kiwispray-layout.ts';
import { isLiveImage, liveLayout } from './live-layout.ts';
import { manifestLayout } from './manifest-layout.ts';
import { manifestName } from './parse-manifest.ts';
import type { StagedFile } from './stage-image.ts';

/** KIWIspray's name for the image that only looks at a machine. */
const discoverName = 'discover';

/**
 * What an image comes to: our profile.yaml, KIWIspray's folder, or the tar that KIWI builds for PXE. Pure.
 * @param readText gives a small text file of the image by its path
 * @param said what a person said on import; it wins
 * @example detectLayout(staged.files, (path) => readFileSync(join(folder, path), 'utf8'), 'image1')
 */
export function detectLayout(
  files: readonly StagedFile[],
  readText: (path: string) => string,
  name: string,
  said: SaidOnImport = {},
): ImageLayout | LayoutProblems {
  const found = findLayout({ files, readText, name });
  return found.ok ? layoutAsSaid(found, name, said) : found;
}

/** What a person said on import wins over what the image says of itself. */
export function layoutAsSaid(found: FoundLayout, name: string, said: SaidOnImport): ImageLayout {
  const destructive = said.nonDestructive === true ? false : (found.destructive ?? name !== discoverName);
  return {
    ...found,
    destructive,
    retryAfterStart: said.retryAfterStart ?? found.retryAfterStart ?? !destructive,
    isPrivate: said.isPrivate === true || found.isPrivate,
    proof: said.proof ?? found.proof,
  };
}

function findLayout(image: ImageContent): FoundLayout | LayoutProblems {
  if (hasFile(image, manifestName)) return manifestLayout(image);
  if (isLiveImage(image)) return liveLayout(image);
  if (hasFile(image, kiwisprayTemplate)) return kiwisprayLayout(image);
  if (image.files.some(({ path }) => /^[^/]+\.append$/.test(path))) return kiwiPxeLayout(image);
  return {
    ok: false,
    problems: [
      `This is no image that can be booted: looked for ${manifestName} (our own), ${liveManifestName} (netberth live build), ${kiwisprayTemplate} (KIWIspray's images/<name>/) and NAME.append (the tar KIWI builds with installpxe); ${listFiles(image)}. ` +
        `Add a ${manifestName} that names the kernel and initrds.`,
    ],
  };
}
