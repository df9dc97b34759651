// `npm run demo [-- --uefi]`: a virtual machine goes through the whole story, and shows it.
import { rmSync } from 'node:fs';
import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Narrator } from './demo-narrator.ts';
import type { Firmware } from './qemu-arguments.ts';
import { Stage } from './stage.ts';
import { installImage, wipeImage } from './test-image/kiwispray-image.ts';
import type { VirtualMachine } from './virtual-machine.ts';

const stepMs = 180_000;
const usage = `npm run demo [-- --uefi]

Boots a virtual machine through the whole story: unknown, granted, installed, on its own disk.
  --uefi   firmware OVMF instead of SeaBIOS (a little slower)
`;

async function playDemo(firmware: Firmware, narrator: Narrator, stage: Stage): Promise<void> {
  await showImport(narrator, stage);
  const machine = stage.machine(firmware, { onText: (text) => narrator.screen(text) });
  await showUnknownMachine(narrator, stage, machine);
  await showInstallation(narrator, stage, machine);
  await showOwnDisk(narrator, stage, machine);
}

async function showImport(narrator: Narrator, { server, imageFolder }: Stage): Promise<void> {
  narrator.chapter('1. A server with two images');
  narrator.say(
    `The boot plane listens on 127.0.0.1:${server.bootPort}, the console on http://127.0.0.1:${server.adminPort}/`,
  );
  await narrator.type(server, 'profile', 'import', await wipeImage(imageFolder));
  await narrator.type(server, 'profile', 'import', await installImage(imageFolder, 'image1', 'slow'));
}

async function showUnknownMachine(
  narrator: Narrator,
  { server }: Stage,
  machine: VirtualMachine,
): Promise<void> {
  narrator.chapter(
    '2. A machine that nobody knows is switched on. It gets no installer: it is recorded, and waits',
  );
  machine.switchOn();
  await machine.waitFor('SN-1', stepMs);
  await sleep(1_000); // so that the rest of the machine's screen comes before ours
  await narrator.type(server, 'machine', 'list');
}

async function showInstallation(
  narrator: Narrator,
  { server }: Stage,
  machine: VirtualMachine,
): Promise<void> {
  narrator.chapter('3. You name it and grant it two profiles: first wipe, then image1');
  await narrator.type(server, 'machine', 'set', '1', '--metadata', 'hostname=node1');
  await narrator.type(server, 'machine', 'grant', '1', 'wipe,image1', '--expires', '4h');
  narrator.say('Its next boot takes the first:');
  await machine.powerCycle();
  await machine.waitFor('INSTALLER: fetching image', stepMs);
  const fetched = new AbortController();
  const watching = showProgress(narrator, server, fetched.signal);
  await machine.waitFor('INSTALLER: wrote image', stepMs);
  fetched.abort();
  await watching;
}

async function showProgress(narrator: Narrator, server: Stage['server'], done: AbortSignal): Promise<void> {
  let shown = -1;
  while (!done.aborted) {
    const [boot] = (await server.machine(1)).boots;
    const percent =
      boot?.files.find(({ file }) => file.endsWith('.xz') && !file.includes('initrd'))?.percent ?? 0;
    if (percent !== shown && !done.aborted)
      narrator.progress('fetched of the image, as the server sees it:', percent);
    shown = percent;
    await sleep(500);
  }
}

async function showOwnDisk(narrator: Narrator, { server }: Stage, machine: VirtualMachine): Promise<void> {
  await machine.waitFor(/INSTALLED SYSTEM UP.*\n/, stepMs);
  narrator.chapter('4. It called back, and from now on it boots its own disk. Asked why:');
  await narrator.type(server, 'machine', 'explain', '1');
  narrator.chapter('5. Power off, power on: the disk again');
  await machine.powerCycle();
  await machine.waitFor(/INSTALLED SYSTEM UP.*\n/, stepMs);
  await narrator.type(server, 'machine', 'show', '1');
}

const farewell = `
That was the whole story. Where to go next:
  npm start                  the same server for your own machines; it prints what to point them at
  npm run demo -- --uefi     the same with UEFI firmware
  README.md                  five minutes with it; docs/what-happens-if.md for the rest
`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { uefi: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help === true) {
    process.stdout.write(usage);
    return 0;
  }
  const narrator = new Narrator(process.stdout);
  narrator.say('One machine, from unknown to installed, in about a minute and a half. Ctrl-C ends it.');
  await using stage = await Stage.open(`demo-${process.pid}`);
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
    void stage[Symbol.asyncDispose]();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    await playDemo(values.uefi === true ? 'uefi' : 'bios', narrator, stage);
  } catch (error) {
    if (interrupted) {
      narrator.say('\nStopped; nothing is left running.');
      await stage[Symbol.asyncDispose]();
      rmSync(stage.folder, { recursive: true, force: true });
      return 130;
    }
    narrator.say(`\nThe logs are in ${relative(process.cwd(), stage.folder)}`);
    throw error;
  }
  await stage[Symbol.asyncDispose]();
  rmSync(stage.folder, { recursive: true, force: true });
  narrator.say(farewell);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  const isWrongUse =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (isWrongUse) process.stderr.write(`\n${usage}`);
  process.exitCode = isWrongUse ? 2 : 1;
}
