import { expect, test } from 'vitest';
import { driveMachines } from './drive-machines.ts';
import type { Drive } from './drive-machines.ts';
import { switchedOff } from './machine-state.ts';
import { stormMachine } from './storm-machine.ts';
import type { Send } from './storm-request.ts';

const fleet = [0, 1, 2].map((index) =>
  switchedOff(stormMachine(index), `http://192.0.2.${index}/bootstrap.ipxe`),
);
const disk = '#!ipxe\nexit 1\n';

function drive(send: Send, atOnce: number): Drive {
  return { send, atOnce, hurry: 1e6, observe: () => undefined, observeEnd: () => undefined };
}

test('every machine comes to its end, and no more requests are under way than allowed', async () => {
  let underWay = 0;
  let most = 0;
  const send: Send = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise(setImmediate);
    underWay -= 1;
    return { kind: 'text', status: 200, text: disk };
  };
  const ended = await driveMachines(fleet, drive(send, 2));
  expect(ended.map(({ doing }) => doing.kind)).toEqual(['local-disk', 'local-disk', 'local-disk']);
  expect(most).toBe(2);
});

test('each machine waits its turn behind all others', async () => {
  const asked: string[] = [];
  const send: Send = async ({ url }) => {
    asked.push(new URL(url).hostname + new URL(url).pathname);
    const script = url.endsWith('.ipxe') ? '#!ipxe\nchain bootstrap?x || exit\n' : disk;
    return { kind: 'text', status: 200, text: script };
  };
  await driveMachines(fleet, drive(send, 1));
  expect(asked).toEqual([
    '192.0.2.0/bootstrap.ipxe',
    '192.0.2.1/bootstrap.ipxe',
    '192.0.2.2/bootstrap.ipxe',
    '192.0.2.0/bootstrap',
    '192.0.2.1/bootstrap',
    '192.0.2.2/bootstrap',
  ]);
});

test('a machine that pauses holds up nobody', async () => {
  let isFirst = true;
  const send: Send = async () => {
    if (!isFirst) return { kind: 'text', status: 200, text: disk };
    isFirst = false;
    return { kind: 'lost', why: 'reset' };
  };
  const ended = await driveMachines(fleet, drive(send, 1));
  expect(ended.map(({ machine }) => machine.index)).toEqual([1, 2, 0]);
});

test('no machines, no storm', async () => {
  expect(
    await driveMachines(
      [],
      drive(async () => ({ kind: 'lost', why: '' }), 1),
    ),
  ).toEqual([]);
});
