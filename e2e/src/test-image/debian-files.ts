import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

/** Packages whose files the image is made of; they are unpacked beside it, never installed. */
const packages = ['grub-common', 'grub-pc-bin', 'grub-efi-amd64-bin', 'mtools', 'dosfstools'] as const;

export type DebianFiles = {
  /** Identifies the versions of everything unpacked. */
  readonly versions: string;
  /** The folder that looks like `/`. */
  readonly root: string;
  readonly kernelRelease: string;
};

/** Fetches the kernel and the boot loader with apt (a few seconds) unless these versions are there already. */
export async function debianFiles(cacheFolder: string): Promise<DebianFiles> {
  const kernelPackage = await newestCloudKernel();
  const names = [kernelPackage, ...packages];
  const versions = await candidateVersions(names);
  const root = join(cacheFolder, `debian-${versions.replaceAll(/[^A-Za-z0-9.]+/g, '-')}`.slice(0, 200));
  if (!existsSync(root)) await unpack(names, root);
  return { versions, root, kernelRelease: kernelPackage.replace('linux-image-', '') };
}

/** The package behind the name that always means the newest. */
async function newestCloudKernel(): Promise<string> {
  const depends = await run('apt-cache', ['depends', '--important', 'linux-image-cloud-amd64']);
  const name = /Depends: (linux-image-\S+-cloud-amd64)/.exec(depends)?.[1];
  if (name === undefined)
    throw new Error('apt knows no "linux-image-cloud-amd64": run "apt-get update" first');
  return name;
}

async function candidateVersions(names: readonly string[]): Promise<string> {
  const policy = await run('apt-cache', ['policy', ...names]);
  return [...policy.matchAll(/Candidate: (\S+)/g)].map((match) => match[1]).join(' ');
}

/** Fetches these packages with apt and unpacks them into `root`, which appears when it is whole. */
export async function unpack(names: readonly string[], root: string): Promise<void> {
  const folder = `${root}.draft`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'root'), { recursive: true });
  try {
    await run('apt-get', ['download', '-q', '-o', 'APT::Sandbox::User=', ...names], {
      cwd: folder,
      timeoutMs: 300_000,
    });
    for (const deb of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
      await run('dpkg-deb', ['-x', join(folder, deb), join(folder, 'root')]);
    }
    renameSync(join(folder, 'root'), root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
