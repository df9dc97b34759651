import { chmodSync, cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { debianFiles, unpack } from '../../src/test-image/debian-files.ts';
import { run } from '../../src/test-image/run.ts';
import { underLock } from '../../src/test-image/under-lock.ts';
import { workRoot } from '../../src/work-folder.ts';

export type DracutImage = { readonly kernel: string; readonly initrd: string };

const packages = ['dracut-core', 'dracut-network', 'isc-dhcp-client', 'iputils-arping'] as const;
const modules = 'base bash network network-legacy netberth-proof';
const drivers = 'virtio_pci virtio_net 8021q bonding';

/** Debian's kernel with an initrd of Debian's dracut; made once (a minute), nothing is installed. */
export async function dracutImage(): Promise<DracutImage> {
  mkdirSync(workRoot, { recursive: true });
  return await underLock(join(workRoot, 'dracut.lock'), async () => {
    const { root: kernelRoot, kernelRelease } = await debianFiles(workRoot);
    const tools = join(workRoot, 'dracut-tools');
    if (!existsSync(tools)) await unpack(packages, tools);
    const kernel = join(kernelRoot, 'boot', `vmlinuz-${kernelRelease}`);
    const initrd = join(workRoot, `dracut-${kernelRelease}.img`);
    if (!existsSync(initrd)) await build(tools, join(kernelRoot, 'lib/modules', kernelRelease), initrd);
    return { kernel, initrd };
  });
}

async function build(tools: string, kernelModules: string, initrd: string): Promise<void> {
  const base = join(tools, 'usr/lib/dracut');
  const nothing = join(tools, 'no-configuration');
  const arping = join(tools, 'usr/bin/arping');
  mkdirSync(nothing, { recursive: true });
  cpSync(join(import.meta.dirname, 'dracut-module'), join(base, 'modules.d/99netberth-proof'), {
    recursive: true,
  });
  await run('depmod', ['-b', join(kernelModules, '../../..'), kernelModules.split('/').at(-1) ?? '']);
  await run(
    'bash',
    [
      ...[join(tools, 'usr/bin/dracut'), '--force', '--quiet', '--no-hostonly', '--no-early-microcode'],
      ...['--conf', '/dev/null', '--confdir', nothing, '--kmoddir', kernelModules, '--compress', 'gzip'],
      ...['--drivers', drivers, '-m', modules, '--include', arping, '/usr/bin/arping'],
      ...[`${initrd}.draft`, kernelModules.split('/').at(-1) ?? ''],
    ],
    {
      env: {
        dracutbasedir: base,
        DRACUT_PATH: `/sbin /bin /usr/sbin /usr/bin ${join(tools, 'sbin')} ${join(tools, 'usr/bin')}`,
      },
      timeoutMs: 300_000,
    },
  );
  // dracut keeps it from everybody else, since an initrd may hold secrets.
  chmodSync(`${initrd}.draft`, 0o644);
  renameSync(`${initrd}.draft`, initrd);
}
