import type { ImageFile, ProfileManifest } from '@netberth/api';
import { captureParts } from '../../templates/capture-script.ts';
import { broughtChecksums } from './brought-checksums.ts';
import { imageFile, roleByName, type Role } from './file-roles.ts';
import {
  hasFile,
  listFiles,
  type FoundLayout,
  type ImageContent,
  type LayoutProblems,
} from './image-layout.ts';
import { at, manifestName, parseManifest } from './parse-manifest.ts';

/** Our own layout: profile.yaml says what is what. */
export function manifestLayout(image: ImageContent): FoundLayout | LayoutProblems {
  const parsed = parseManifest(image.readText(manifestName));
  if (!parsed.ok) return parsed;
  const { manifest, isSaid, lineOf } = parsed;
  const problems = missingFiles(image, manifest).map(({ path, message }) => at(lineOf(path), message));
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    spec: {
      ...{ method: 'linux', kernel: manifest.kernel, initrds: manifest.initrds, args: manifest.args },
      ...(manifest.captures && { captures: true }),
    },
    files: filesOf(image, manifest),
    answers: manifest.answers,
    postInstall: null,
    ...(manifest.captures && captureParts),
    ...(manifest.postInstall !== undefined && { postInstall: manifest.postInstall }),
    ...broughtChecksums(image),
    destructive: isSaid('destructive') ? manifest.destructive : null,
    retryAfterStart: manifest.retryAfterStart ?? null,
    isPrivate: manifest.isPrivate,
    proof: manifest.proof,
  };
}

function filesOf(image: ImageContent, manifest: ProfileManifest): ImageFile[] {
  const templates = [...Object.values(manifest.answers), manifest.postInstall];
  return image.files.map((file) => imageFile(file, roleIn(file.path, manifest, templates)));
}

function roleIn(path: string, manifest: ProfileManifest, templates: readonly (string | undefined)[]): Role {
  if (path === manifest.kernel) return 'kernel';
  if (manifest.initrds.includes(path)) return 'initrd';
  if (path === manifest.image) return 'image';
  return templates.includes(path) || roleByName(path) === 'template' ? 'template' : 'other';
}

function missingFiles(
  image: ImageContent,
  manifest: ProfileManifest,
): { path: PropertyKey[]; message: string }[] {
  const named: { path: PropertyKey[]; file: string | undefined }[] = [
    { path: ['kernel'], file: manifest.kernel },
    ...manifest.initrds.map((file, index) => ({ path: ['initrds', index], file })),
    { path: ['image'], file: manifest.image },
    ...Object.entries(manifest.answers).map(([name, file]) => ({ path: ['answers', name], file })),
    { path: ['postInstall'], file: manifest.postInstall },
  ];
  return named.flatMap(({ path, file }) =>
    file === undefined || hasFile(image, file)
      ? []
      : [
          {
            path,
            message: `${path.join(' ')}: ${JSON.stringify(file)} is not in the image: ${listFiles(image)}`,
          },
        ],
  );
}
