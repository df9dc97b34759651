import { liveManifestName, liveManifestSchema, type LiveManifest } from '@netberth/live';
import { issueWords } from '@netberth/slips/issue-words';
import { jsonIn } from '../../../platform/read-json.ts';
import { imageFile, type Role } from './file-roles.ts';
import {
  hasFile,
  listFiles,
  nothingSaid,
  type FoundLayout,
  type ImageContent,
  type LayoutProblems,
} from './image-layout.ts';

/** Has `netberth live build` made it? Other programs write a `manifest.json` too. */
export function isLiveImage(image: ImageContent): boolean {
  if (!hasFile(image, liveManifestName)) return false;
  return /"kind":\s*"netberth-live"/.test(image.readText(liveManifestName));
}

/** What `netberth live build` made. It writes to no disk but an empty one, so it needs no grant. */
export function liveLayout(image: ImageContent): FoundLayout | LayoutProblems {
  const parsed = parseManifest(image.readText(liveManifestName));
  if (!parsed.ok) return parsed;
  const { manifest } = parsed;
  const missing = [manifest.kernel, manifest.initrd, manifest.root, ...templatesOf(manifest)].filter(
    (path) => !hasFile(image, path),
  );
  if (missing.length > 0)
    return {
      ok: false,
      problems: missing.map(
        (path) => `${liveManifestName} names ${path}, which is missing: ${listFiles(image)}`,
      ),
    };
  return {
    ok: true,
    spec: specOf(manifest),
    files: image.files.map((file) => imageFile(file, roleOf(file.path, manifest))),
    ...{ answers: {}, postInstall: null },
    ...nothingSaid,
    destructive: false,
    warnings: [],
    checksums: manifest.files
      .filter(({ path }) => hasFile(image, path))
      .map(({ path, sha256 }) => ({
        ...({ file: path, algorithm: 'sha256', value: sha256, decompressed: false } as const),
        source: liveManifestName,
      })),
  };
}

function parseManifest(
  text: string,
): { readonly ok: true; readonly manifest: LiveManifest } | LayoutProblems {
  const parsed = liveManifestSchema.safeParse(jsonIn(text), { error: issueWords });
  if (parsed.success) return { ok: true, manifest: parsed.data };
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${liveManifestName}: ${path.join('.') || 'the file'}: ${message}`,
  );
  return { ok: false, problems: [...problems.slice(0, 5), 'build the image again: netberth live build'] };
}

function specOf(manifest: LiveManifest): FoundLayout['spec'] {
  const { version, live, network, kernel, initrd, root, args, memoryMib, machine } = manifest;
  const { sshKeys, files } = machine;
  return {
    method: 'live',
    ...{ version, live, network, kernel, initrd, root, args, memoryMib, sshKeys },
    machineFiles: files,
    ...(manifest.tasks && { task: 'discover' as const }),
  };
}

function templatesOf({ machine }: LiveManifest): readonly string[] {
  return machine.files.map(({ template }) => template);
}

function roleOf(path: string, manifest: LiveManifest): Role {
  if (path === manifest.kernel) return 'kernel';
  if (path === manifest.initrd) return 'initrd';
  if (path === manifest.root) return 'image';
  return templatesOf(manifest).includes(path) ? 'template' : 'other';
}
