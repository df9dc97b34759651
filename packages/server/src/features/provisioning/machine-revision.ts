import type { Machine, MachineHistory } from '@netberth/api';
import { revisionOf } from '../../commands/revision.ts';

/** What a machine does by itself, so that no editor is told of it. */
const unedited: ReadonlySet<string> = new Set<keyof MachineHistory>([
  ...(['state', 'stateReason', 'asset', 'hardware', 'kiwisprayState', 'grant', 'pendingSteps'] as const),
  ...([
    'createdAt',
    'lastSeenAt',
    'lastAddress',
    'installProgress',
    'downloadTurn',
    'boots',
    'events',
    'facts',
  ] as const),
]);

/** Of what people edit; boots and installs leave it as it is. */
export function machineRevision(machine: Machine): string {
  return revisionOf(Object.fromEntries(Object.entries(machine).filter(([name]) => !unedited.has(name))));
}
