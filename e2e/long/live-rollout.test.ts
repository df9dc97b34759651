import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolloutShow } from '@netberth/api';
import { expect, onTestFailed, test } from 'vitest';
import { buildImage, recipeFolder, smallRecipe, testArguments, whyNoImage } from '../src/live/built-image.ts';
import { told } from '../src/live/told.ts';
import { identity, Stage } from '../src/stage.ts';
import { until } from '../src/until.ts';
import type { VirtualMachine } from '../src/virtual-machine.ts';
import { repositoryRoot } from '../src/work-folder.ts';

const bootMs = 15 * 60_000;
const skipped = whyNoImage === null ? '' : ` (skipped: ${whyNoImage})`;

/** The line of the documents by which a system says that it is well. */
function documentedCall(): string {
  const text = readFileSync(join(repositoryRoot, 'docs/roll-out.md'), 'utf8');
  const [line] = /^curl -fsS "\$\(sed .*$/m.exec(text) ?? [];
  if (line === undefined) throw new Error('docs/roll-out.md has no line for /proc/cmdline');
  return line;
}

const playbook = `- hosts: image
  tasks:
    - name: what is kept
      ansible.builtin.file: { path: /var/lib/kept, state: directory }
    - name: it is well
      ansible.builtin.copy:
        dest: /usr/local/bin/be-well
        mode: '0755'
        content: |
          #!/bin/sh
          ${documentedCall()} >/dev/console
    - name: once all else is up
      ansible.builtin.copy:
        dest: /etc/systemd/system/be-well.service
        content: |
          [Unit]
          After=tell.service
          [Service]
          Type=oneshot
          ExecStart=/usr/local/bin/be-well
          [Install]
          WantedBy=multi-user.target
    - name: at each boot too
      ansible.builtin.file:
        src: /etc/systemd/system/be-well.service
        dest: /etc/systemd/system/multi-user.target.wants/be-well.service
        state: link
        force: true
`;

async function importVersion({ folder, server }: Stage, version: string): Promise<void> {
  const recipe = smallRecipe(
    ...['edge', `version: '${version}'`, 'packages: [openssh-server]', 'playbook: site.yml'],
    'persist: { label: DATA, create: { disk: /dev/vda }, directories: [/var/lib/kept], identity: true }',
  ).replace(`args: ${testArguments}`, `args: ${testArguments} netberth.finish={{ urls.finish }}`);
  const image = join(folder, `image-${version}`);
  await buildImage(recipeFolder(join(folder, `recipe-${version}`), recipe, playbook), image);
  await server.json('profile', 'import', image, '--name', `edge-${version}`);
}

/** All of them off and on again; what each says of itself once the server has heard that it is well. */
async function bootAll(machines: readonly VirtualMachine[], how: 'switchOn' | 'powerCycle') {
  const boots = machines.map(async (machine) => {
    await machine[how]();
    const { version, boots: kept, hostname } = await told(machine, bootMs);
    await machine.waitFor(/machine \d+: edge-\d /, bootMs);
    return `${hostname} runs ${version}, boot ${kept}`;
  });
  return await Promise.all(boots);
}

test.skipIf(whyNoImage !== null)(
  `three machines come to a second version of their image, the canary first, and back, and keep what they have${skipped}`,
  { timeout: 60 * 60_000 },
  async () => {
    await using stage = await Stage.open('live-rollout');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    await importVersion(stage, '1');
    await importVersion(stage, '2');
    const machines: VirtualMachine[] = [];
    for (const number of [1, 2, 3]) {
      const named = ['--hostname', `node${number}`, '--labels', 'role=edge', '--resting', 'edge-1'];
      await server.addMachine(identity(number).mac, ...named);
      machines.push(stage.machine('bios', { memoryMib: 800 }));
    }
    const [canary, second, third] = machines;
    if (canary === undefined || second === undefined || third === undefined) return;
    const shown = async () => rolloutShow.output.parse(await server.json('rollout', 'show', 'edge'));
    const phases = async () => (await shown()).machines.map(({ phase, runs }) => `${phase}, ${runs}`);

    expect(await bootAll(machines, 'switchOn')).toEqual([
      'node1 runs 1, boot 1',
      'node2 runs 1, boot 1',
      'node3 runs 1, boot 1',
    ]);
    const wanted = ['--to', 'edge-2', '--label', 'role=edge', '--canary', '1', '--wave', '2'];
    await server.json('rollout', 'start', 'edge', ...wanted);
    expect(await bootAll(machines, 'powerCycle')).toEqual([
      'node1 runs 2, boot 2',
      'node2 runs 1, boot 2',
      'node3 runs 1, boot 2',
    ]);
    // It was the canary's call that called the others.
    await until(async () => (await phases())[1]?.startsWith('called') === true, bootMs);
    expect(await phases()).toEqual(['healthy, edge-2', 'called, edge-1', 'called, edge-1']);
    expect(await bootAll([second, third], 'powerCycle')).toEqual([
      'node2 runs 2, boot 3',
      'node3 runs 2, boot 3',
    ]);
    await until(async () => (await shown()).rollout.status === 'done', bootMs);
    expect(await phases()).toEqual(['healthy, edge-2', 'healthy, edge-2', 'healthy, edge-2']);

    await server.json('rollout', 'back', 'edge');
    expect(await bootAll(machines, 'powerCycle')).toEqual([
      'node1 runs 1, boot 3',
      'node2 runs 1, boot 4',
      'node3 runs 1, boot 4',
    ]);
    expect(await phases()).toEqual(['back, edge-1', 'back, edge-1', 'back, edge-1']);
  },
);
