import { writeFileSync } from 'node:fs';
import { cardAtSwitch, dataDisk, bytesLeft } from './inventory-machine.ts';
import { identity, Stage } from './stage.ts';
import { until } from './until.ts';
const stage = await Stage.open('try', ['--new-machines', 'discover']);
const { server, folder } = stage;
await server.json('profile', 'import', '/tmp/inv/discover', '--name', 'discover');
const t0 = Date.now();
const log = (...x: unknown[]) => console.log(Math.round((Date.now() - t0) / 1000), ...x);
const card = await cardAtSwitch('52:54:00:4e:43:01', 'tor-7', 'Eth1/3');
const disks = [
  dataDisk(folder, 'nvme', 'NV1', 64),
  dataDisk(folder, 'sata', 'SA1', 48),
  dataDisk(folder, 'virtio', 'VB1', 32),
  dataDisk(folder, 'usb', 'ST1', 16),
];
const m = stage.machine('bios', {
  ...identity(1),
  name: 'node',
  memoryMib: 1536,
  diskMib: 64,
  devices: [...disks.flatMap((d) => d.devices), ...card.devices],
});
m.switchOn();
await until(async () => (await server.machines())[0] !== undefined, 600_000);
log('known');
await until(async () => ((await server.json('machine', 'facts', '1')) as any).newest !== null, 1_200_000);
const f = await server.json('machine', 'facts', '1');
writeFileSync('/tmp/inv/facts.json', JSON.stringify(f, null, 1));
log('facts');
await server.json('machine', 'set', '1', '--resting', 'discover', '--metadata', 'test-minutes=0.2');
await server.json('machine', 'grant', '1', 'wipe,test');
let last = '';
await until(async () => {
  const x = await server.machine(1);
  const s = JSON.stringify([
    x.state,
    x.stateReason,
    x.boots.map((b) => [b.profile, b.callbacks.map((c) => [c.kind, c.detail])]),
  ]);
  if (s !== last) {
    last = s;
    log(s);
  }
  return x.state === 'finished' || x.state === 'failed';
}, 3_000_000);
log(disks.map((d) => bytesLeft(d.file)));
await stage[Symbol.asyncDispose]();
card[Symbol.dispose]();
process.exit(0);
