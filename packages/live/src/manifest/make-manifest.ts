import type { Recipe } from '../recipe/recipe-schema.ts';
import { distributions } from '../system/distributions.ts';
import type { Moment } from '../stages/moment.ts';
import type { LiveFile, LiveManifest, LivePackage } from './live-manifest.ts';

export type Built = {
  readonly version: string;
  readonly moment: Moment;
  readonly kernelRelease: string;
  readonly files: readonly LiveFile[];
  readonly packages: readonly LivePackage[];
  /** What the initrd comes to when the kernel has unpacked it. */
  readonly initrdBytes: number;
};

const mib = 1024 * 1024;

/** What is said of a build, from its recipe and what came of it. */
export function makeManifest(recipe: Recipe, built: Built): LiveManifest {
  const { distribution, release, arch } = recipe.system;
  const root = `rootfs.${recipe.image}`;
  return {
    kind: 'netberth-live',
    name: recipe.name,
    version: built.version,
    date: new Date(built.moment.epochSeconds * 1000).toISOString(),
    system: { distribution, release, arch },
    kernelRelease: built.kernelRelease,
    live: recipe.live,
    network: distributions[distribution].installer === 'apt' ? 'networkd' : 'networkmanager',
    args: recipe.args,
    tasks: recipe.tasks,
    memoryMib: neededMemoryMib(built, root),
    kernel: 'vmlinuz',
    initrd: 'initrd',
    root,
    sbom: 'sbom.cdx.json',
    persist: persistOf(recipe),
    machine: {
      sshKeys: recipe.machine.sshKeys,
      files: recipe.machine.files.map(({ path, template, mode, owner }) => ({
        ...{ path, mode, owner },
        template: `machine/${template}`,
      })),
    },
    files: [...built.files],
    packages: [...built.packages],
  };
}

function persistOf({ persist }: Recipe): LiveManifest['persist'] {
  if (persist === undefined) return null;
  const { label, device, directories, identity, missing, create } = persist;
  const at = label === undefined ? (device ?? '') : `LABEL=${label}`;
  return { at, directories, identity, missing, create: create?.disk ?? null };
}

/** The image stays in memory; the initrd is there twice for a moment, packed and not; the rest is for the system. */
function neededMemoryMib({ files, initrdBytes }: Built, root: string): number {
  const sizeOf = (path: string) => files.find((file) => file.path === path)?.sizeBytes ?? 0;
  const bytes = sizeOf(root) + sizeOf('initrd') + sizeOf('vmlinuz') + initrdBytes;
  return Math.ceil(bytes / mib) + 256;
}
