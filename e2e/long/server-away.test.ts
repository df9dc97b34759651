import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { Firmware } from '../src/qemu-arguments.ts';
import { freePort } from '../src/free-port.ts';
import { identity, Stage } from '../src/stage.ts';
import { installImage } from '../src/test-image/kiwispray-image.ts';

const installMs = 120_000;
const retriesMs = 20 * 60_000;

test.each<Firmware>(['bios', 'uefi'])(
  'on %s, a machine boots its disk when the server dies between bootstrap.ipxe and the decision',
  { timeout: retriesMs + 300_000 },
  async (firmware) => {
    await using stage = await Stage.open(`server-away-${firmware}`);
    const { server } = stage;
    await server.json('profile', 'import', await installImage(stage.imageFolder, 'image1'));
    const id = await server.addMachine(identity(1).mac);
    await server.grant(id, 'image1');
    const machine = stage.machine(firmware);
    machine.switchOn();
    await machine.waitFor('INSTALLED SYSTEM UP', installMs);
    await machine.switchOff();

    // The same machine again, with a server that has only its first script left to give.
    const script = await (await fetch(`http://127.0.0.1:${server.bootPort}/bootstrap.ipxe`)).text();
    const port = await freePort();
    const dying = await serveOnce(script, port);
    const again = stage.machine(firmware, {
      ...identity(1),
      name: 'machine-1',
      keepDisk: true,
      bootUrl: `http://10.0.2.2:${port}/bootstrap.ipxe`,
    });
    again.switchOn();
    await once(dying, 'close');
    await again.waitFor('INSTALLED SYSTEM UP', retriesMs);
    expect(again.screen.count('INSTALLER: up')).toBe(0);
  },
);

/** Answers one GET with `script` and is gone. */
async function serveOnce(script: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    response.end(script);
    response.once('close', () => {
      if (request.method !== 'GET') return;
      server.close();
      server.closeAllConnections();
    });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
