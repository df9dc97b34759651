import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { aptMirror } from '../src/apt-mirror.ts';
import { end, start } from '../src/child-process.ts';
import { freePort } from '../src/free-port.ts';
import { run } from '../src/test-image/run.ts';
import { until } from '../src/until.ts';
import { emptyWorkFolder, repositoryRoot } from '../src/work-folder.ts';

const mirror = await aptMirror('bookworm');
const skipped = mirror === null ? ' (skipped: no mirror of Debian 12 can be reached)' : '';
const timeoutMs = 10 * 60_000;

/** It may name a registry, which a test does not ask: what it is built from is made here of Debian packages. */
const base = 'docker.io/library/debian:12-slim';

test.skipIf(mirror === null)(
  `the container file builds, and its container serves machines and people as a user of its own${skipped}`,
  { timeout: 3 * timeoutMs },
  async () => {
    const folder = emptyWorkFolder('container');
    onTestFailed(() => console.error(`logs: ${folder}`));
    const context = join(folder, 'context');
    mkdirSync(context);
    // Neither namespaces nor a file system of layers are at hand everywhere; where they are, what is built is the same.
    const storage = [
      '--root',
      join(folder, 'storage'),
      '--runroot',
      join(folder, 'run'),
      '--storage-driver',
      'vfs',
    ];
    const buildah = (...words: readonly string[]) => run('buildah', [...storage, ...words], { timeoutMs });

    await run('npm', ['run', 'build:deb', '--', '--to', context], { cwd: repositoryRoot, timeoutMs });
    copyFileSync(join(repositoryRoot, 'docs/deploy/Containerfile'), join(context, 'Containerfile'));
    const tree = join(folder, 'debian.tar');
    await run('mmdebstrap', ['--quiet', '--variant=minbase', 'bookworm', tree, mirror?.debian ?? ''], {
      timeoutMs,
    });
    await buildah('from', '--name', 'debian', 'scratch');
    await buildah('add', '--quiet', 'debian', tree, '/');
    await buildah('commit', '--quiet', 'debian', base);
    const building = ['--isolation', 'chroot', '--network', 'host', '--pull-never'];
    await buildah(
      'build',
      ...building,
      '--tag',
      'netberth',
      '--file',
      join(context, 'Containerfile'),
      context,
    );

    await buildah('from', '--name', 'server', '--pull-never', 'localhost/netberth');
    const inside = [...storage, 'run', '--isolation', 'chroot', 'server', '--'];
    const [bootPort, adminPort] = [await freePort(), await freePort()];
    const listening = ['--boot-listen', `127.0.0.1:${bootPort}`, '--admin-listen', `127.0.0.1:${adminPort}`];
    const words = [...inside, '/usr/bin/netberth', 'serve', ...listening, '--tls-self-made'];
    const server = start('buildah', words, { logFile: join(folder, 'server.log'), cwd: folder });
    try {
      const bootstrap = `http://127.0.0.1:${bootPort}/bootstrap.ipxe`;
      const answers = () =>
        fetch(bootstrap).then(
          ({ ok }) => ok,
          () => false,
        );
      await until(answers, timeoutMs);
      expect(await (await fetch(bootstrap)).text()).toMatch(/^#!ipxe\n/);
      const ready = ['--silent', '--fail', '--insecure', `https://127.0.0.1:${adminPort}/readyz`];
      await run('curl', ready, { timeoutMs });
      await run(
        'buildah',
        [...inside, 'sh', '-c', 'test "$(id -un)" = netberth && ! touch /usr/lib/netberth/x'],
        { timeoutMs },
      );
    } finally {
      await end(server, 10_000);
    }
  },
);
