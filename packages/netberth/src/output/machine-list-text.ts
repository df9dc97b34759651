import type { Machine } from '@netberth/api';
import { stateWord } from './machine-state-text.ts';
import { quiet } from './painted.ts';
import { restingText } from './resting-text.ts';
import { table } from './table.ts';
import { lastTime } from './time-text.ts';
import type { View } from './view.ts';

export function machineListText(machines: readonly Machine[], view: View): string {
  if (machines.length === 0) return emptyList(view);
  const rows = machines.map((machine) => [
    machine.id,
    stateWord(machine.state, machine.installProgress, machine.downloadTurn),
    machine.hostname ?? quiet('-'),
    firstOf(machine.macs),
    machine.serial ?? quiet('-'),
    machine.lastAddress ?? machine.address ?? quiet('-'),
    lastTime(machine.lastSeenAt, view.now),
    bootsNext(machine),
  ]);
  return table(
    ['ID', 'STATE', 'NAME', 'MAC', 'SERIAL', 'ADDRESS', 'SEEN', 'NEXT'],
    rows,
    view.paint,
    view.lineColumns,
  );
}

function emptyList(view: View): string {
  const isFiltered = ['state', 'label', 'fact', 'search'].some((name) => view.input[name] !== undefined);
  if (isFiltered) return 'No machine matches. All of them: netberth machine list\n';
  return 'No machine is known yet.\nBoot one from this server (`netberth serve` says how), or add one: netberth machine add --mac 52:54:00:12:34:56\n';
}

function firstOf(macs: readonly string[]) {
  const [first] = macs;
  if (first === undefined) return quiet('-');
  return macs.length === 1 ? first : `${first} +${macs.length - 1}`;
}

/** What the machine boots next, as far as its record says. */
function bootsNext(machine: Machine): string {
  const { state, grant, pendingSteps } = machine;
  if (state === 'held') return 'disk';
  if (grant?.status === 'live') return grant.steps.slice(grant.step).join(',');
  const resting = restingText(machine);
  return pendingSteps.length > 0 ? `${resting}; ${pendingSteps.join(',')} waits for a grant` : resting;
}
