import type {
  OutputOf,
  Rollout,
  RolloutMachine,
  rolloutList,
  rolloutShow,
  rolloutStart,
} from '@netberth/api';
import { countText } from './measure-text.ts';
import { bad, busy, good, quiet } from './painted.ts';
import type { Painted } from './painted.ts';
import { table } from './table.ts';
import { relativeTime } from './time-text.ts';
import { lineWith } from './view.ts';
import type { View } from './view.ts';

export function rolloutStartedText(
  { sentence, dryRun, rollout, left, leftCount }: OutputOf<typeof rolloutStart>,
  view: View,
): string {
  const line = lineWith(view.paint);
  const more = leftCount - left.length;
  return [
    line`${sentence}` + '\n',
    ...left.map(({ machine, why }) => line`  left out: machine ${machine}: ${why}` + '\n'),
    more > 0 ? `  … and ${more} more\n` : '',
    dryRun ? 'Nothing was changed. To do it: the same without --dry-run.\n' : nextText(rollout, view),
  ].join('');
}

export function rolloutListText({ rollouts }: OutputOf<typeof rolloutList>, view: View): string {
  if (rollouts.length === 0)
    return 'Nothing was rolled out yet.\nNext: netberth rollout start IMAGE --to PROFILE --label NAME=VALUE\n';
  const rows = rollouts.map((rollout) => [
    rollout.image,
    rollout.profile,
    statusWord(rollout.status),
    `${rollout.phases.healthy}/${rollout.machineCount}`,
    rollout.phases.failed,
    relativeTime(rollout.createdAt, view.now),
    rollout.createdBy,
    rollout.why ?? '',
  ]);
  return table(
    ['IMAGE', 'TO', 'STATUS', 'HEALTHY', 'FAILED', 'BEGAN', 'BY', 'WHY'],
    rows,
    view.paint,
    view.lineColumns,
  );
}

export function rolloutShowText(shown: OutputOf<typeof rolloutShow>, view: View): string {
  const { rollout, versions, otherwise, machines } = shown;
  const line = lineWith(view.paint);
  const runs = versions.map(({ number, profile, machines: count }) => [number, profile, count]);
  return [
    rolloutText(rollout, view),
    '\n',
    table(['VERSION', 'PROFILE', 'MACHINES'], runs, view.paint, view.lineColumns),
    otherwise > 0 ? line`${countText(otherwise, 'machine')} of it: none of these` + '\n' : '',
    '\n',
    table(
      ['MACHINE', 'PHASE', 'RUNS', 'BEHIND', 'WHY'],
      machines.map((machine) => [
        machineText(machine),
        phaseWord(machine.phase),
        machine.runs ?? quiet('never booted'),
        behindText(machine.versionsBehind),
        machine.why ?? '',
      ]),
      view.paint,
    ),
  ].join('');
}

/** Where a roll-out stands, and what to do next. */
export function rolloutText(rollout: Rollout, view: View): string {
  const line = lineWith(view.paint);
  const { image, profile, status, machineCount, phases } = rollout;
  const why = rollout.why === null ? '' : line`: ${rollout.why}`;
  const far = Object.entries(phases)
    .filter(([, count]) => count > 0)
    .map(([phase, count]) => `${count} ${phase}`)
    .join(', ');
  return (
    line`${image} to ${profile}, ${countText(machineCount, 'machine')}: ${statusWord(status)}` +
    `${why}\n${far}\n${nextText(rollout, view)}`
  );
}

function nextText({ image, status }: Rollout, view: View): string {
  const line = lineWith(view.paint);
  switch (status) {
    case 'proposed':
      return line`Nobody moves yet. Next: somebody else approves it, with an account of their own: netberth rollout approve ${image} --server URL --token TOKEN\n`;
    case 'running':
      return line`A machine moves when it boots. How far it is: netberth rollout show ${image}\n`;
    case 'paused':
      return line`Nobody moves. To go on: netberth rollout resume ${image}\n`;
    case 'stopped':
      return line`Nobody else moves. To take back those that moved: netberth rollout back ${image}\n`;
    case 'done':
      return line`To take it back: netberth rollout back ${image}\n`;
    case 'back':
      return 'Machines that moved get at their next boot what they had before.\n';
  }
}

function machineText({ machine, hostname }: RolloutMachine): string {
  return hostname === null ? String(machine) : `${machine} ${hostname}`;
}

function behindText(versions: number | null): Painted {
  if (versions === null) return quiet('-');
  return versions === 0 ? good('0') : busy(countText(versions, 'version'));
}

function statusWord(status: Rollout['status']): Painted {
  if (status === 'done') return good(status);
  return status === 'stopped' || status === 'back' ? bad(status) : busy(status);
}

function phaseWord(phase: RolloutMachine['phase']): Painted {
  if (phase === 'healthy') return good(phase);
  if (phase === 'failed') return bad(phase);
  return phase === 'called' || phase === 'booted' ? busy(phase) : quiet(phase);
}
