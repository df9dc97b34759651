import { transitions } from '../../packages/server/src/features/provisioning/next-state.ts';
import { generatedNote } from './generated-note.mjs';

const source = 'packages/server/src/features/provisioning/next-state.ts';

/** One paragraph a state: what is true in it, and what the machine gets at its next boot. */
export const stateParagraphs = {
  new: 'Seen, added or imported; nothing was ever installed, or what was installed is no longer trusted. It gets its resting choice. If that is the disk, the setting `newMachines` says what it gets instead: `wait`, `disk`, `discover` or `menu`.',
  granted:
    'A grant is live and its current step has not started. It gets that step, as often as it asks, from the one address that the grant is bound to.',
  installing:
    'The current step has started: an answer file, the post-install script or half of the image was fetched, so the disks may have been written to. At its next boot it gets its disk and an alert is raised ([NB1107](errors.md#nb1107)), unless the profile has `retryAfterStart`; then it gets the step again, up to `maxStarts` times.',
  finished:
    'All steps of its last grant have finished. It gets its resting choice, which by default is its disk.',
  failed:
    'An install was reported as failed, or its grant ended after a step had started. It gets its resting choice. The reason stands beside the state. A late report of the installed system still counts.',
  held: 'A person holds it, or its identity was in conflict. It gets its disk, always; it can be granted nothing, and what it reports is refused.',
};

/** One paragraph an event: what causes it. */
export const eventParagraphs = {
  grant:
    'A person or a token ran `machine grant`. With `--replace` a live grant is revoked first, so the state may pass through `revoke`.',
  revoke:
    '`machine revoke`, or `--replace` of a later grant. After a start the disks are in doubt: `failed`.',
  expire:
    'The time of the grant is over. Noticed at the machine’s next visit, or by a job that looks every 15 seconds. After a start: `failed`, with an alert.',
  start: 'The first file that may lead to writing on disks was fetched under the grant. Starts are counted.',
  'finish-step': 'The machine called `/finish` and there is another step. The next boot gets that.',
  'finish-last': 'The machine called `/finish` and it was the last step; the grant is done.',
  'report-failure':
    'The machine called `/failed`. The grant is over; what the machine sent is kept in its history.',
  'use-up': 'The machine came again after its step had started `maxStarts` times. The grant is over.',
  hold: '`machine hold`, or a request whose identity is in conflict.',
};

/** The states as a diagram, as a table, and in words. */
export function machineStatesDocument() {
  const states = Object.keys(transitions);
  const events = Object.keys(eventParagraphs);
  return [
    generatedNote(source),
    '',
    '# The states of a machine',
    '',
    `One table in [next-state.ts](../${source}) holds every transition. A change of state is a compare-and-set on the`,
    'row of the machine: of two that happen at once, the second is decided again from what the first has left.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> new',
    ...arrows(),
    '  held --> new: unhold, back to where it was',
    '```',
    '',
    '`hold` leads to `held` from every state and is not drawn.',
    '',
    '## Transitions',
    '',
    'An empty cell: the event is refused, or changes nothing.',
    '',
    `| event | ${states.join(' | ')} |`,
    `|---|${states.map(() => '---').join('|')}|`,
    ...events.map(
      (event) => `| ${event} | ${states.map((state) => shown(transitions[state][event])).join(' | ')} |`,
    ),
    '',
    '`rest` is `finished` when the machine has finished an install and no destructive step has started since, else `new`.',
    '',
    '`unhold` is not in the table: it leads back to the state before `hold`. If the grant has ended meanwhile, `installing`',
    'becomes `failed`, and `granted` becomes what `rest` is.',
    '',
    '## States',
    '',
    ...Object.entries(stateParagraphs).flatMap(([state, text]) => [`### ${state}`, '', text, '']),
    '## Events',
    '',
    ...Object.entries(eventParagraphs).flatMap(([event, text]) => [`### ${event}`, '', text, '']),
    '## KIWIspray’s one word',
    '',
    '`/state`, `/hosts` and the column of the same name in JSON show a machine as KIWIspray would: `finished` when it is',
    'finished; else the first step that remains of its last grant; else `new`.',
    '',
  ].join('\n');
}

const shown = (target) => (target === undefined ? '' : `\`${target}\``);

/** One arrow for each pair of states, with all the events that lead along it. */
function arrows() {
  const along = new Map();
  for (const [from, targets] of Object.entries(transitions))
    for (const [event, target] of Object.entries(targets)) {
      if (event === 'hold') continue;
      for (const to of target === 'rest' ? ['new', 'finished'] : [target])
        along.set(`${from} --> ${to}`, [...(along.get(`${from} --> ${to}`) ?? []), event]);
    }
  return [...along].map(([arrow, events]) => `  ${arrow}: ${events.join(', ')}`);
}
