import { bad, good, strong } from '../../output/painted.ts';
import type { Line } from '../../output/view.ts';
import { shownUrl } from './answer-from-folder.ts';
import type { SimulationOutput } from './simulation-schema.ts';

type End = SimulationOutput['end'];
type Boot = Extract<End, { kind: 'boot' }>;

/** How a story ends, and what to do where it could go on. */
export function endLines(end: End, line: Line): readonly string[] {
  switch (end.kind) {
    case 'boot':
      return bootLines(end, line);
    case 'disk':
      return [
        line`${good('The machine starts its own disk')} 0x${end.drive.toString(16)}${end.filename === null ? '' : `, ${end.filename}`}.`,
      ];
    case 'san':
      return [line`${good('It starts a disk of the network')}: ${end.urls.map(shownUrl).join(', ')}.`];
    case 'exit':
      return [
        line`${good('The script is through')}: the firmware goes on, mostly with the next boot device.`,
      ];
    case 'error':
      return [
        line`${bad('The script fails')}: ${end.text}. The firmware goes on, mostly with the next boot device.`,
      ];
    case 'shell':
      return [line`${good('It is in the iPXE shell')} and waits for commands.`];
    case 'reboot':
      return [line`${good('It restarts')}${end.toSetup ? ', into the set-up of its firmware' : ''}.`];
    case 'poweroff':
      return [line`${good('It switches itself off.')}`];
    case 'waits':
      return [line`${strong('It waits')} for ${waitedFor(end.pause)}. Press some: --keys "Down Enter".`];
    case 'hang':
      return [line`${bad('It hangs')}: ${end.why}.`];
    case 'loop':
      return [line`${bad('It goes on for ever')}: no end after ${end.commands} commands.`];
  }
}

function bootLines({ type, kernel, initrds }: Boot, line: Line): readonly string[] {
  const kind = type === 'unseen' ? '' : ` [${type}]`;
  return [
    line`${good('It boots')} ${shownUrl(kernel.url)}${kind}`,
    ...(kernel.arguments === '' ? [] : [line`  arguments  ${kernel.arguments}`]),
    ...initrds.map(
      ({ name, url, arguments: words }) =>
        line`  ${name}  ${shownUrl(url)}${words === '' ? '' : `  ${words}`}`,
    ),
  ];
}

function waitedFor(pause: Extract<End, { kind: 'waits' }>['pause']): string {
  switch (pause.kind) {
    case 'menu':
      return 'a choice';
    case 'prompt':
      return 'a key';
    case 'read':
      return `a text for "${pause.setting}"`;
    case 'form':
      return 'a form to be filled in';
  }
}
