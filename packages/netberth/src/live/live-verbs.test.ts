import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../run-command-line.ts';
import { demandPrograms } from './missing-programs.ts';
import { demandOwnFolder } from './output-folder.ts';
import { startStageProgress } from './stage-progress.ts';

const folder = mkdtempSync(join(tmpdir(), 'netberth-live-'));
afterAll(() => rmSync(folder, { recursive: true }));

function terminal() {
  const [out, err] = [new PassThrough(), new PassThrough()];
  return { out, err, isOutTty: false, isErrTty: false, widthColumns: 100, now: () => new Date(0) };
}

async function run(...words: readonly string[]) {
  const sinks = terminal();
  const exitCode = await runCommandLine(words, {}, sinks);
  sinks.out.end();
  sinks.err.end();
  return { exitCode, out: await text(sinks.out), err: await text(sinks.err) };
}

function written(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('live build --check', () => {
  test('finds the recipe of the documents in order', async () => {
    const example = resolve(import.meta.dirname, '../../../../docs/examples/hypervisor/hypervisor.yaml');
    expect(await run('live', 'build', example, '--check')).toEqual({
      exitCode: 0,
      out: 'The recipe of hypervisor is in order.\n',
      err: '',
    });
  });

  test('names everything that is wrong with its line and column, also files that are not there', async () => {
    const base = 'name: node\nsystem: { distribution: debian, release: bookworm }\n';
    const unknown = written('unknown.yaml', `${base}paquets: [nginx]\n`);
    expect(await run('live', 'build', unknown, '--check')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining(`${unknown}:3:1: paquets: is not known here`),
    });
    const missing = written('missing.yaml', `${base}playbook: site.yml\n`);
    expect(await run('live', 'build', missing, '--check')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining(`${missing}:3:1: playbook: there is no file ${join(folder, 'site.yml')}`),
    });
  });
});

describe('live build', () => {
  test('puts nothing into a folder that holds something else', async () => {
    mkdirSync(join(folder, 'photos'));
    writeFileSync(join(folder, 'photos', 'one.jpg'), '');
    await expect(demandOwnFolder(join(folder, 'photos'))).rejects.toThrow(
      `${join(folder, 'photos')} holds something else (one.jpg). Name a new folder with -o.`,
    );
    mkdirSync(join(folder, 'image'));
    await demandOwnFolder(join(folder, 'image'));
    writeFileSync(join(folder, 'image', 'manifest.json'), '{}');
    await demandOwnFolder(join(folder, 'image'));
    await demandOwnFolder(join(folder, 'new'));
  });

  test('names what is missing on the host with its Debian packages', () => {
    const needed = [
      { program: 'mmdebstrap', package: 'mmdebstrap' },
      { program: 'mksquashfs', package: 'squashfs-tools' },
    ];
    writeFileSync(join(folder, 'mmdebstrap'), '');
    expect(() => demandPrograms(needed, `/nowhere:${folder}`)).toThrow(
      'mksquashfs is missing on this host. On Debian and Ubuntu: apt install squashfs-tools',
    );
    expect(() => demandPrograms(needed, '/nowhere')).toThrow(
      'mmdebstrap, mksquashfs are missing on this host. On Debian and Ubuntu: apt install mmdebstrap squashfs-tools',
    );
  });

  test('says which stage runs, how long it took, and every half minute what it does', async () => {
    let seconds = 0;
    const sinks = { ...terminal(), now: () => new Date(seconds * 1000) };
    const progress = startStageProgress(sinks, 2);
    progress.begin('installing debian bookworm');
    progress.line('Get:1 curl');
    seconds = 40;
    progress.line('Setting up \u001B[31mcurl');
    seconds = 41;
    progress.end('done');
    progress.begin('making the initrd');
    progress.end('failed');
    sinks.err.end();
    expect(await text(sinks.err)).toBe(
      '[1/2] installing debian bookworm …\n  40 s: Setting up \\x1b[31mcurl\n  done, 41 s\n[2/2] making the initrd …\n  failed, 0 s\n',
    );
  });
});

describe('live grub and live kexec', () => {
  test('say what to do where there is no image', async () => {
    expect(await run('live', 'grub', folder)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/holds no live image: .* netberth live build makes one\./),
    });
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other', 'manifest.json'), '{"kind": "something"}');
    expect(
      await run('live', 'kexec', join(folder, 'other'), '--url', 'http://192.0.2.1/images/x'),
    ).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('is not what netberth live build writes'),
    });
  });
});
