import { request } from 'node:http';
import { profileSchema } from '@netberth/api';
import { expect, test } from 'vitest';
import type { Firmware } from '../src/qemu-arguments.ts';
import { identity, Stage } from '../src/stage.ts';
import { installImage } from '../src/test-image/kiwispray-image.ts';

const bootMs = 120_000;
const installMs = 180_000;

test.each<Firmware>(['bios', 'uefi'])(
  'on %s, the fifth of five machines sees its place on the screen, waits in iPXE, and installs when one is through',
  { timeout: 600_000 },
  async (firmware) => {
    // so slow that four fetch at once, the least that there are
    await using stage = await Stage.open(`boot-queue-${firmware}`, ['--link-speed', '1Mbit']);
    const { server } = stage;
    const imported = await server.json('profile', 'import', await installImage(stage.imageFolder, 'image1'));
    const files = profileSchema.parse(imported).files.filter(({ role }) => role !== 'template');
    for (const number of [1, 2, 3, 4]) {
      const id = await server.addMachine(othersMac(number));
      await server.grant(id, 'image1');
      await get(server.bootPort, `/bootstrap?net0=${othersMac(number)}`, number);
    }
    const id = await server.addMachine(identity(1).mac);
    await server.grant(id, 'image1');
    const machine = stage.machine(firmware);
    machine.switchOn();

    await machine.waitFor(/NB8975: machine 5: image1 waits for its turn: place 1 of 1, in about/, bootMs);
    await machine.waitFor(/asking again in \d+ seconds/, bootMs);
    expect(await server.machine(id)).toMatchObject({
      state: 'granted',
      downloadTurn: { profile: 'image1', place: 1, waiting: 1 },
      boots: [{ decision: 'queue', reasonCode: 'NB8975' }],
    });
    await machine.waitFor(/place 1 of 1/, bootMs);
    expect((await server.machine(id)).boots).toHaveLength(1);

    for (const { path } of files) await get(server.bootPort, `/images/image1/${path}`, 1);
    await machine.waitFor('INSTALLER: wrote image', installMs);
    await machine.waitFor('INSTALLED SYSTEM UP', installMs);
    const { state, boots } = await server.machine(id);
    expect(state).toBe('finished');
    expect(boots.map(({ decision }) => decision).toReversed()).toEqual(['queue', 'profile', 'disk']);
  },
);

function othersMac(number: number): string {
  return `52:54:00:4e:43:0${number}`;
}

/** As a machine with an address of its own, that reads all of it. */
async function get(port: number, path: string, number: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, localAddress: `127.0.0.${10 + number}` });
    asked.on('error', reject);
    asked.on('response', (response) => {
      response.resume();
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${response.statusCode}`)),
      );
    });
    asked.end();
  });
}
