import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RedfishDouble } from '@netberth/redfish/testing';
import { describe, expect, test } from 'vitest';
import { MediumMachine } from '../media/medium-machine.ts';
import { Wire } from '../media/wire.ts';
import { AddressFront } from '../src/address-front.ts';
import { installedFirmware } from '../src/installed-firmware.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import { installImage } from '../src/test-image/kiwispray-image.ts';
import { until } from '../src/until.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const bootMs = 300_000;
const mac = '52:54:00:4e:42:f1';
const address = '10.0.2.77';
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';

type Run = { readonly folder: string; readonly disk: string; readonly bmc: () => RedfishDouble };

/** A machine with UEFI in a network without DHCP, on the wires of its BMC: what it boots, and what its screen showed. */
class BmcMachine {
  readonly boots: string[] = [];
  #shown = '';
  #current: MediumMachine | undefined;
  readonly #run: Run;
  #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(run: Run) {
    this.#run = run;
  }

  /** Everything, of all its boots. */
  get shown(): string {
    return this.#shown + (this.#current?.screen.text ?? '');
  }

  /** Called by its BMC. `boot` is for this once. */
  async switch(isOn: boolean, boot: string | null): Promise<void> {
    this.#stop.abort();
    await this.#running;
    if (!isOn) return;
    this.#stop = new AbortController();
    this.#running = this.#go(boot, this.#stop.signal);
  }

  /** One boot after the other, as long as it reboots by itself. */
  async #go(boot: string | null, signal: AbortSignal): Promise<void> {
    for (let next = boot; !signal.aborted; next = null) {
      const isCd = next === 'Cd';
      this.boots.push(isCd ? 'cd' : 'disk');
      await this.#bootOnce(isCd, signal);
    }
  }

  async #bootOnce(isCd: boolean, signal: AbortSignal): Promise<void> {
    const { folder, disk, bmc } = this.#run;
    const image = join(folder, 'inserted.iso');
    if (isCd) writeFileSync(image, bmc().state.imageBytes ?? '');
    await using wire = await Wire.open({ folder });
    const cards = wire.card('net0', mac);
    const medium = isCd ? ({ drive: 'cd', image, disk } as const) : ({ drive: 'disk', image: disk } as const);
    await using machine = new MediumMachine({ firmware: 'uefi', folder, cards, installs: true, ...medium });
    this.#current = machine;
    let isOff = false;
    const off = machine.goesOff(2 * bootMs).finally(() => (isOff = true));
    await until(() => signal.aborted || isOff, 2 * bootMs);
    this.#shown += machine.screen.text;
    this.#current = undefined;
    // Switched off while it waits: it goes off with the machine.
    off.catch(() => undefined);
  }
}

describe(`a BMC with Redfish${skipped}`, { skip }, () => {
  test(
    'installs its machine by one command, in a network without DHCP',
    { timeout: 2 * bootMs },
    async () => {
      if (installed.kind === 'out-of-reach') return;
      const folder = emptyWorkFolder('power-redfish');
      using front = await AddressFront.open(address);
      const server = await NetberthServer.start({
        folder,
        flags: [
          ...['--boot-url', `http://10.0.2.2:${front.port}`, '--trusted-proxies', '127.0.0.1'],
          ...['--power-media-url', `http://127.0.0.1:${front.port}`, '--power-allow-loopback'],
        ],
      });
      front.passTo(server.bootPort);
      const disk = join(folder, 'disk.img');
      writeFileSync(disk, '');
      truncateSync(disk, 256 * 1024 * 1024);
      const machine: BmcMachine = new BmcMachine({ folder, disk, bmc: () => bmc });
      const bmc: RedfishDouble = await RedfishDouble.start({
        onPower: (isOn, boot) => machine.switch(isOn, boot),
      });
      try {
        await server.json('firmware', 'install', '--from', installed.folder);
        const image = await installImage(join(folder, 'images'), 'image1', 'static-address');
        await server.json('profile', 'import', image);
        const network = ['--address', `${address}/24`, '--gateway', '10.0.2.2', '--hostname', 'node1'];
        const id = await server.addMachine(mac, ...network);
        await server.json('machine', 'set', String(id), '--metadata', 'hostname=node1', '--proof', 'key');
        const password = join(folder, 'password');
        writeFileSync(password, 'secret\n');
        const bmcWords = ['--driver', 'redfish', '--address', bmc.origin, '--user', 'admin'];
        await server.json('power', 'set', String(id), ...bmcWords, '--password-file', password);

        await server.json('machine', 'grant', String(id), 'image1', '--power', 'cycle', '--next', 'medium');

        await until(async () => (await server.machine(id)).state === 'finished', 2 * bootMs);
        await until(() => bmc.state.image === null, bootMs);
        await until(() => machine.boots.length > 1, bootMs);
        expect(machine.boots.slice(0, 2)).toEqual(['cd', 'disk']);
        await until(() => machine.shown.includes('INSTALLED SYSTEM UP host=node1'), bootMs);
        expect(machine.shown).toContain('INSTALLER: wrote image TestDisk.xz');
        const { boots } = await server.machine(id);
        expect(boots.map(({ profile, decision }) => profile ?? decision)).toEqual(['image1']);
        expect(boots[0]?.callbacks[0]?.detail).toContain('it showed the key of medium 1');
        expect(boots[0]?.address).toBe(address);
        const media = front.asked.filter((asked) => asked.includes('/media/'));
        expect(media[0]).toMatch(/^HEAD \/media\/[^/]+\/boot\.iso$/);
        expect(media.length).toBeGreaterThan(10);
        expect(bmc.state.resets).toEqual(['On']);
      } finally {
        await machine.switch(false, null);
        bmc.stop();
        await server.stop();
      }
    },
  );
});
