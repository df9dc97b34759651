import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { identity, Stage } from '../src/stage.ts';
import { installImage, wipeImage } from '../src/test-image/kiwispray-image.ts';

const rounds = 12;
const storyMs = 240_000;

test(
  `the story ends well when the server is killed again and again at moments that nobody chose (${rounds} rounds)`,
  { timeout: rounds * storyMs },
  async () => {
    await using stage = await Stage.open('killed-at-any-moment');
    const { server } = stage;
    await server.json('profile', 'import', await wipeImage(stage.imageFolder));
    await server.json('profile', 'import', await installImage(stage.imageFolder, 'image1', 'slow-finish'));
    for (let round = 1; round <= rounds; round += 1) {
      const id = await server.addMachine(identity(round).mac);
      await server.grant(id, 'wipe,image1');
      const machine = stage.machine('bios', identity(round));
      const killing = new AbortController();
      const killer = killAgainAndAgain(
        async () => await server.kill9AndStart(randomInt(1_500)),
        killing.signal,
      );
      machine.switchOn();
      while (
        (await machine.waitFor(/INSTALLED SYSTEM UP|No bootable device/, storyMs))[0] !==
        'INSTALLED SYSTEM UP'
      ) {
        // The firmware's own fetch of bootstrap.ipxe met a server that was away: a person switches it on again.
        await machine.powerCycle();
      }
      killing.abort();
      await killer;
      await machine.switchOff();
      expect(machine.screen.count('INSTALLER: wrote image'), `round ${round}`).toBe(1);
      expect(await server.machine(id), `round ${round}`).toMatchObject({ state: 'finished' });
    }
  },
);

async function killAgainAndAgain(kill: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(3_000 + randomInt(6_000));
    await kill();
  }
}
