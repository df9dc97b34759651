import { expect, test } from 'vitest';
import { switchedOff } from './machine-state.ts';
import type { MachineState } from './machine-state.ts';
import { nextRequest, stay } from './next-request.ts';
import { stormMachine } from './storm-machine.ts';
import type { StormAnswer, StormRequest } from './storm-request.ts';

const server = 'http://192.0.2.1:8080';
const start = switchedOff(stormMachine(1), `${server}/bootstrap.ipxe`);
const text = (body: string): StormAnswer => ({ kind: 'text', status: 200, text: body });
const file = (sizeBytes: number): StormAnswer => ({ kind: 'file', sizeBytes, isRight: true });

const askBootstrap =
  '#!ipxe\ndhcp && goto ask ||\n:ask\nchain --replace bootstrap?net0=${net0/mac:hexhyp}&net1=${net1/mac:hexhyp}&serial=${serial:uristring} || goto again\n';
const serveImage = [
  '#!ipxe',
  'echo Netberth NB1006: machine 7: image1 is granted',
  `kernel b/42/images/image1/vmlinuz initrd=initrd0 storm.image=${server}/b/42/images/image1/disk.raw storm.image-bytes=10 storm.post-install=${server}/post-install?id=7&bootid=f00 storm.finish=${server}/finish?id=7&bootid=f00 || goto again`,
  'initrd --name initrd0 b/42/images/image1/initrd.img || goto again',
  'boot || goto again',
  ':again',
  'imgfree',
  '',
].join('\n');
const bootDisk =
  '#!ipxe\necho Netberth NB1001: machine 7: its install is finished\nsanboot --no-describe --drive 0x80 || exit 1\n';

/** Answers request after request. @returns the state at the end and what was asked, as one line each */
function tell(
  state: MachineState,
  answers: readonly StormAnswer[],
): { state: MachineState; asked: string[] } {
  let step = stay(state);
  const asked = [lineOf(step.request)];
  for (const answer of answers) {
    step = nextRequest(step.state, answer);
    asked.push(
      step.afterMs === 0 ? lineOf(step.request) : `after ${step.afterMs} ms: ${lineOf(step.request)}`,
    );
  }
  return { state: step.state, asked };
}

function lineOf(request: StormRequest | null): string {
  if (request === null) return 'nothing more';
  const { kind, url, span } = request;
  return `${kind}: ${url.slice(server.length)}${span === null ? '' : ` ${span.from}-${span.to}`}`;
}

test('a machine boots, installs in ranges, tells that it has finished, and boots its disk', () => {
  const answers = [
    text(askBootstrap),
    text(serveImage),
    ...[file(5), file(5)],
    ...[file(3), file(3), file(3), file(1)],
    ...[text('#!/bin/sh\n'), text('machine 7: image1 finished\n')],
    ...[text(askBootstrap), text(bootDisk)],
  ];
  const { state, asked } = tell(start, answers);
  expect(asked).toEqual([
    'bootstrap.ipxe: /bootstrap.ipxe',
    'bootstrap: /bootstrap?net0=52-54-02-00-00-01&net1=&serial=STORM%201',
    'boot file: /b/42/images/image1/vmlinuz',
    'boot file: /b/42/images/image1/initrd.img',
    'image: /b/42/images/image1/disk.raw 0-3',
    'image: /b/42/images/image1/disk.raw 3-6',
    'image: /b/42/images/image1/disk.raw 6-9',
    'image: /b/42/images/image1/disk.raw 9-10',
    'post-install: /post-install?id=7&bootid=f00',
    'finish: /finish?id=7&bootid=f00',
    'bootstrap.ipxe: /bootstrap.ipxe',
    'bootstrap: /bootstrap?net0=52-54-02-00-00-01&net1=&serial=STORM%201',
    'nothing more',
  ]);
  expect(state.doing).toEqual({ kind: 'local-disk' });
  expect(state.boots).toEqual([{ number: 42, profile: 'image1', isFinished: true }]);
  expect(state.lastWords).toBe('NB1001: machine 7: its install is finished');
});

test('a server that never answers is asked ten times more, with growing pauses, and then the disk boots', () => {
  const lost = Array.from({ length: 11 }, (): StormAnswer => ({ kind: 'lost', why: 'ECONNREFUSED' }));
  const { state, asked } = tell(start, lost);
  expect(asked[1]).toBe('after 1000 ms: bootstrap.ipxe: /bootstrap.ipxe');
  expect(asked[10]).toBe('after 10000 ms: bootstrap.ipxe: /bootstrap.ipxe');
  expect(asked[11]).toBe('nothing more');
  expect(state.doing).toEqual({ kind: 'local-disk' });
});

test('a machine that lost its kernel asks from the start', () => {
  const { asked } = tell(start, [text(askBootstrap), text(serveImage), { kind: 'lost', why: 'reset' }]);
  expect(asked.at(-1)).toBe('after 10000 ms: bootstrap.ipxe: /bootstrap.ipxe');
});

const installing = tell(start, [text(askBootstrap), text(serveImage), file(5), file(5)]).state;

test('an installer asks again for what it lost', () => {
  const { asked } = tell(installing, [{ kind: 'lost', why: 'reset' }, file(3)]);
  expect(asked.slice(1)).toEqual([
    'after 1000 ms: image: /b/42/images/image1/disk.raw 0-3',
    'image: /b/42/images/image1/disk.raw 3-6',
  ]);
});

test.each<[string, StormAnswer, string]>([
  [
    'is refused',
    { kind: 'text', status: 409, text: 'NB2004 boot 42 is over\n' },
    'image was refused with 409: NB2004 boot 42 is over',
  ],
  [
    'gets other bytes',
    { kind: 'file', sizeBytes: 3, isRight: false },
    `${server}/b/42/images/image1/disk.raw is not the file that was imported`,
  ],
  [
    'gets too few bytes',
    { kind: 'file', sizeBytes: 2, isRight: true },
    `${server}/b/42/images/image1/disk.raw is not the file that was imported`,
  ],
])('an installer that %s gives up', (_, answer, why) => {
  expect(tell(installing, [answer]).state.doing).toEqual({ kind: 'gave-up', why });
});

test('a machine that nothing is granted to asks every minute, a hundred times', () => {
  const wait =
    '#!ipxe\necho Netberth NB1003: machine 7: it is new\nprompt --key d --timeout 60000 Press d && goto disk ||\nchain --replace bootstrap.ipxe || goto disk\n:disk\nexit 1\n';
  const round = [text(askBootstrap), text(wait)];
  expect(tell(start, round).asked.at(-1)).toBe('after 60000 ms: bootstrap.ipxe: /bootstrap.ipxe');
  const { state } = tell(start, Array.from({ length: 100 }, () => round).flat());
  expect(state.doing).toEqual({ kind: 'gave-up', why: 'it has asked 100 times' });
});

test('a machine that waits says since which boot, until it has started anew', () => {
  const ask =
    '#!ipxe\nchain --replace bootstrap?net0=${net0/mac:hexhyp}&waiting=${netberth_waiting} || goto again\n';
  const queue =
    '#!ipxe\necho Netberth NB1014: machine 7: place 3 of 9\nset netberth_waiting 41\nprompt --key d --timeout 5000 Press d && goto disk ||\nchain --autofree --replace bootstrap.ipxe ||\n';
  const turns = [text(ask), text(queue), text(ask), text(serveImage), file(5), file(5)];
  const install = [
    ...[file(3), file(3), file(3), file(1)],
    text('#!/bin/sh\n'),
    text('finished\n'),
    text(ask),
  ];
  const { asked } = tell(start, [...turns, ...install]);
  expect(asked.filter((line) => line.includes(' /bootstrap?'))).toEqual([
    'bootstrap: /bootstrap?net0=52-54-02-00-00-01&waiting=',
    'bootstrap: /bootstrap?net0=52-54-02-00-00-01&waiting=41',
    'bootstrap: /bootstrap?net0=52-54-02-00-00-01&waiting=',
  ]);
});

test('what is no script is not followed', () => {
  expect(tell(start, [text('<html>')]).state.doing).toEqual({
    kind: 'gave-up',
    why: `the script of ${server}/bootstrap.ipxe cannot be followed: the text does not begin with "#!ipxe" and a newline: iPXE does not take it for a script`,
  });
});
