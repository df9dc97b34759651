// `npm run pictures` ends with it: a server, a machine that boots and installs, and what the command says, drawn as
// docs/screenshots/terminal.svg. Needs Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawRecording } from './draw-recording.mjs';
import { Failure, runMain } from './fail.mjs';
import { projectNode, repositoryRoot } from './paths.mjs';

const program = join(repositoryRoot, 'packages/netberth/src/main.ts');
const machine = 'net0=52-54-00-12-34-56&serial=SN-7&manufacturer=Dell%20Inc.&platform=efi';

await runMain(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-recording-'));
  const listen = ['--boot-listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];
  const server = spawn(projectNode, [program, 'serve', ...listen], { cwd: folder });
  try {
    const boot = await bootUrlOf(server);
    const steps = await story(boot, folder);
    const drawn = drawRecording(
      steps,
      'A new machine is granted an image, installs it, and boots its own disk',
    );
    writeFileSync(join(repositoryRoot, 'docs/screenshots/terminal.svg'), drawn);
    console.log('Drawn: docs/screenshots/terminal.svg');
  } finally {
    server.kill();
    await new Promise((resolve) => server.once('close', resolve));
    rmSync(folder, { recursive: true });
  }
});

async function bootUrlOf(server) {
  let said = '';
  for await (const chunk of server.stdout) {
    said += chunk.toString();
    if (said.includes('Ctrl-C stops')) return /(http:\S+)\/bootstrap\.ipxe/.exec(said)[1];
  }
  throw new Failure(`the server did not start: ${said}`);
}

/** What is typed, and what the machine does meanwhile. */
async function story(boot, folder) {
  const type = (...words) => ({ typed: ['netberth', ...words].join(' '), said: run(folder, words) });
  mkdirSync(join(folder, 'web-image'));
  writeFileSync(join(folder, 'web-image/vmlinuz'), 'a kernel');
  writeFileSync(join(folder, 'web-image/disk.raw'), 'a disk');
  const manifest = 'kernel: vmlinuz\nimage: disk.raw\nargs: bootid={{ boot.id }}\n';
  writeFileSync(join(folder, 'web-image/profile.yaml'), manifest);
  await fetch(`${boot}/bootstrap?${machine}`);
  const before = [
    type('machine', 'list'),
    type('profile', 'import', 'web-image'),
    type('machine', 'grant', '1', 'web-image'),
  ];
  const script = await (await fetch(`${boot}/bootstrap?${machine}`)).text();
  const bootId = /bootid=([0-9a-f]{32})/.exec(script)[1];
  await fetch(`${boot}/finish?id=1&bootid=${bootId}`);
  await fetch(`${boot}/bootstrap?${machine}`);
  return [...before, type('machine', 'show', '1')];
}

function run(folder, words) {
  const { status, stdout, stderr } = spawnSync(projectNode, [program, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
  });
  if (status !== 0) throw new Failure(`netberth ${words.join(' ')}: ${stderr}`);
  return stdout.trimEnd().split('\n');
}
