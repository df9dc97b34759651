import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { stormSteps, writeStormImages } from '../../bench/src/storm/storm-images.ts';
import { stormMachine } from '../../bench/src/storm/storm-machine.ts';
import { startPostgres } from '../../packages/server/tests/database/servers/postgres-server.ts';
import { aptMirror } from '../src/apt-mirror.ts';
import { DebianMachine, DebianTree } from '../src/debian-machine.ts';
import { freePort } from '../src/free-port.ts';
import { installAll, showUp } from '../src/simulated-machine.ts';
import { run } from '../src/test-image/run.ts';
import { until } from '../src/until.ts';
import { emptyWorkFolder, repositoryRoot } from '../src/work-folder.ts';

const mirror = await aptMirror('bookworm');
const skipped = mirror === null ? ' (skipped: no mirror of Debian 12 can be reached)' : '';
const testMs = 30 * 60_000;
const withinMs = 10 * 60_000;

/** Two mounts with a cache each, as two hosts have them; with the defaults of NFS 4 else. */
const mount = [
  'systemctl start nfs-server',
  ...['one', 'two'].map((name) => `mount -t nfs4 -o nosharecache 127.0.0.1:/srv/files /mnt/${name}`),
].join(' && ');

/** A Debian with the program, an NFS server, and images to import: the two steps, and the second once more with another content. */
async function makeTree(folder: string, debian: string): Promise<DebianTree> {
  await run('npm', ['run', 'build:deb', '--', '--to', folder], {
    cwd: repositoryRoot,
    timeoutMs: withinMs,
  });
  const own = readdirSync(folder).find((name) => name.endsWith('.deb')) ?? '';
  const tree = await DebianTree.make(join(folder, 'tree'), debian, ['nfs-kernel-server', 'nfs-common']);
  copyFileSync(join(folder, own), join(tree.folder, 'netberth.deb'));
  const mountPoints = '/srv/files /mnt/one /mnt/two /var/lib/one /var/lib/two';
  await tree.run(
    `apt-get install --yes --no-install-recommends /netberth.deb; systemctl disable netberth; mkdir -p ${mountPoints}; chown netberth: ${mountPoints}`,
  );
  tree.write('etc/exports', '/srv/files 127.0.0.1(rw,sync,no_subtree_check)\n');
  for (const [name, bytes] of [
    ['first', 300_000],
    ['second', 500_000],
  ] as const) {
    mkdirSync(join(tree.folder, name));
    await writeStormImages(join(tree.folder, name), bytes);
  }
  rmSync(join(tree.folder, 'netberth.deb'));
  return tree;
}

test.skipIf(mirror === null)(
  `two servers share one folder on NFS, each by a mount of its own: what is imported, replaced or removed at one is so at the other${skipped}`,
  { timeout: testMs },
  async () => {
    const folder = emptyWorkFolder('files-on-nfs');
    onTestFailed(() => console.error(`logs: ${folder}`));
    const tree = await makeTree(folder, mirror?.debian ?? '');
    const database = await startPostgres();
    const [one, two] = [await freePort(), await freePort()];
    const machine = await DebianMachine.boot(tree, { folder, ports: { [one]: 8001, [two]: 8002 } });
    const url = new URL(database.adminUrl);
    url.hostname = '10.0.2.2';
    const serve = async (name: string, port: number, reachedAt: number) => {
      const words = [
        ...['netberth', 'serve', '--data', `/var/lib/${name}`, '--database', url.href],
        ...['--files-place', `/mnt/${name}/files`, '--secrets-key-file', `/mnt/${name}/secrets.key`],
        ...['--boot-listen', `0.0.0.0:${port}`, '--admin-listen', `127.0.0.1:${port + 1000}`],
      ];
      await machine.type(`systemd-run --unit=${name} --uid=netberth ${words.join(' ')}`);
      await until(async () => isUp(reachedAt), withinMs);
    };
    const command = (name: string, words: string) =>
      machine.type(`netberth --data /var/lib/${name} ${words}`);
    const grant = (name: string, id: number) => command(name, `machine grant ${id} ${stormSteps.join(',')}`);
    try {
      await machine.type(mount);
      await serve('one', 8001, one);
      await serve('two', 8002, two);

      // imported at one, installed by turns from both: every file is what was imported
      for (const name of stormSteps) await command('one', `profile import /first/${name}`);
      const id = await showUp(stormMachine(0), one);
      await grant('two', id);
      let turn = 0;
      await installAll(stormMachine(0), () => ((turn += 1) % 2 === 0 ? one : two));

      // replaced at the other, and served by the first, which has served what was there before
      const large = `profile import /second/${stormSteps[1]} --replace`;
      expect(await command('two', large)).toContain(stormSteps[1]);
      await grant('one', await showUp(stormMachine(1), two));
      await installAll(stormMachine(1), () => one);
      const sent = await command('one', 'machine show 2');
      expect(sent).toMatch(/disk\.raw\s+488 KiB of 488 KiB/);

      // removed at one, and gone at both
      await command('one', `profile remove ${stormSteps[0]}`);
      for (const name of ['one', 'two'])
        expect(await command(name, 'profile list')).not.toContain(stormSteps[0]);
      const images = await machine.type('find /srv/files/files/images -mindepth 1 -maxdepth 1');
      expect(images).toMatch(/^\/srv\/files\/files\/images\/storm-image-[0-9a-f]{8}\n$/);
    } finally {
      await machine.off();
      await database.stop();
    }
  },
);

async function isUp(bootPort: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${bootPort}/bootstrap.ipxe`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
