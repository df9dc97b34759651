import type {
  Machine,
  machineForget,
  machineGrant,
  machineImport,
  machineMerge,
  machineSplit,
  OutputOf,
} from '@netberth/api';
import { stepsText } from './grant-text.ts';
import { machineName } from './machine-name.ts';
import { countText } from './measure-text.ts';
import { proposedText } from './proposal-text.ts';
import { restingText } from './resting-text.ts';
import { deadlineText } from './time-text.ts';
import { table } from './table.ts';
import { lineWith, type View } from './view.ts';

export function machineAddedText(machine: Machine, view: View): string {
  const line = lineWith(view.paint);
  return (
    line`${machineName(machine)} is known now; it boots ${restingText(machine)} until it has a grant.` +
    line`\nNext: netberth machine grant ${machine.id} PROFILE\n`
  );
}

export function machineSetText(machine: Machine, view: View): string {
  const line = lineWith(view.paint);
  const changed = Object.keys(view.input).filter((name) => name !== 'machine');
  if (changed.length === 0)
    return (
      line`${machineName(machine)} is as it was: no flag was given. See: netberth help machine set` + '\n'
    );
  return (
    line`${machineName(machine)}: ${changed.join(', ')} changed. See: netberth machine show ${machine.id}` +
    '\n'
  );
}

export function machineGrantedText(machine: OutputOf<typeof machineGrant>, view: View): string {
  if (machine.proposal !== null) return proposedText(machine.proposal, view);
  const line = lineWith(view.paint);
  const { grant } = machine;
  if (grant === null)
    return line`${machineName(machine)} has no grant. See: netberth machine explain ${machine.id}` + '\n';
  const boots = grant.steps.length === 1 ? 'boot' : 'boots';
  const next = machine.powerOrder === null ? 'restart it; follow' : 'it is restarted now; follow';
  return (
    line`${machineName(machine)} will get ${stepsText(grant.steps)}, at its next ${boots} until ${deadlineText(grant.expiresAt, view.now)}.` +
    line`\nNext: ${next} with \`netberth machine show ${machine.id}\`.\n`
  );
}

export function machineRevokedText(machine: Machine, view: View): string {
  const line = lineWith(view.paint);
  return (
    line`${machineName(machine)} has no grant any more: its next boot gets ${restingText(machine)}. An install that is already writing goes on.` +
    '\n'
  );
}

export function machineHeldText(machine: Machine, view: View): string {
  const line = lineWith(view.paint);
  return (
    line`${machineName(machine)} is held: it boots its disk until \`netberth machine unhold ${machine.id}\`.` +
    '\n'
  );
}

export function machineUnheldText(machine: Machine, view: View): string {
  const line = lineWith(view.paint);
  return (
    line`${machineName(machine)} is let go: it is ${machine.state} again. See: netberth machine explain ${machine.id}` +
    '\n'
  );
}

export function machinesMergedText(done: OutputOf<typeof machineMerge>, view: View): string {
  const line = lineWith(view.paint);
  const { machine, merged } = done;
  return [
    line`${machineName(machine)} is machine ${merged} too now: ${identityText(machine)}. Machine ${merged} is gone.`,
    ...withdrawnLines(done),
    nextText(machine, view),
    '',
  ].join('\n');
}

export function machineSplitText(done: OutputOf<typeof machineSplit>, view: View): string {
  const line = lineWith(view.paint);
  const { machine, split } = done;
  return [
    line`${machineName(machine)} keeps ${identityText(machine)}.`,
    line`${machineName(split)} is new: ${identityText(split)}. Name it: netberth machine set ${split.id} --hostname NAME`,
    ...withdrawnLines(done),
    nextText(machine, view),
    ...(split.state === 'held' ? [nextText(split, view)] : []),
    '',
  ].join('\n');
}

function identityText({ macs, serial, uuid }: Machine): string {
  const parts = [
    ...macs,
    ...(serial === null ? [] : [`serial ${serial}`]),
    ...(uuid === null ? [] : [`UUID ${uuid}`]),
  ];
  return parts.join(', ');
}

function withdrawnLines({
  endedGrants,
  rejectedProposals,
}: OutputOf<typeof machineMerge | typeof machineSplit>) {
  return [
    ...(endedGrants.length === 0 ? [] : [`Ended: grant ${endedGrants.join(', ')}. Nothing is installed.`]),
    ...(rejectedProposals.length === 0
      ? []
      : [`Rejected, because they are other machines now: proposed grant ${rejectedProposals.join(', ')}.`]),
  ];
}

function nextText(machine: Machine, { paint }: View): string {
  const line = lineWith(paint);
  return machine.state === 'held'
    ? line`${machineName(machine)} is held. When all is right: netberth machine unhold ${machine.id}`
    : line`See: netberth machine explain ${machine.id}`;
}

export function machineForgottenText({ forgotten }: OutputOf<typeof machineForget>): string {
  return `Machine ${forgotten} is forgotten. If it boots again, it is a new machine.\n`;
}

export function machinesImportedText(imported: OutputOf<typeof machineImport>, view: View): string {
  const line = lineWith(view.paint);
  const isDryRun = view.input['dryRun'] === true;
  const done = isDryRun ? 'Nothing was changed; this would come in' : 'Taken over';
  return [
    line`${done}: ${countText(imported.added, 'machine')}; known already: ${imported.unchanged}; running installs: ${imported.runningInstalls}.`,
    ...(isDryRun ? previewLines(imported, view) : []),
    ...imported.warnings.map((warning) => line`Warning: ${warning}`),
    ...(imported.pending.length === 0
      ? []
      : ['These wait for a person to grant what KIWIspray had for them:']),
    ...imported.pending.map(({ id, steps }) => line`  netberth machine grant ${id} ${steps.join(',')}`),
    isDryRun ? 'Next: the same without --dry-run' : 'Next: netberth machine list',
    '',
  ].join('\n');
}

const mostPreviewed = 20;

function previewLines({ machines = [], added }: OutputOf<typeof machineImport>, { paint }: View): string[] {
  if (machines.length === 0) return [];
  const rows = machines
    .slice(0, mostPreviewed)
    .map(({ place, hostname, macs, address, state }) => [
      ...[place, hostname ?? '-', macs.join(' ') || '-', address ?? '-', state],
    ]);
  const lines = table(['FROM', 'HOST NAME', 'MACS', 'ADDRESS', 'STATE'], rows, paint).trimEnd().split('\n');
  return added > mostPreviewed ? [...lines, `and ${added - mostPreviewed} more; all with --json`] : lines;
}
