import { maxBulkMachines } from '@netberth/api';
import type { Permission } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import type { Reading } from '../../database/work.ts';
import { readInParts } from '../../database/read-in-parts.ts';
import { readQuery } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { matchingFilter, planFilter } from './machine-filter.ts';
import type { Filter } from './machine-filter.ts';
import type { MachineRecord } from './machine-record.ts';
import { machineOfRow } from './machine-store.ts';

export type Selection = Filter & {
  readonly ids?: readonly number[] | undefined;
  readonly all?: boolean | undefined;
};

/** Said where nobody is meant: most often a slip in a label. */
export const noneSelected =
  'No machine is as the selection says, so none changes. Those that there are: netberth machine list';

/**
 * The machines that an administrator means by a selection, as far as the permission reaches.
 * @throws CommandRefused when nothing is selected, when an id is of no machine in reach, or when there are too many
 */
export function* selectMachines(
  selection: Selection,
  actor: Actor,
  permission: Permission,
): Reading<readonly MachineRecord[]> {
  const { ids, all = false, ...filter } = selection;
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  if (ids === undefined && !isFiltered && !all) throw new CommandRefused('nothingSelected', {});
  const found =
    ids === undefined
      ? yield* matching(filter, actor, permission)
      : yield* amongIds(ids, filter, actor, permission);
  if (found.length > maxBulkMachines) throw new CommandRefused('tooManyMachines', { limit: maxBulkMachines });
  return found;
}

function* matching(filter: Filter, actor: Actor, permission: Permission): Reading<readonly MachineRecord[]> {
  const plan = yield* planFilter(filter);
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('machines')
      .selectAll()
      .where(matchingFilter(query, filter, actor, permission, plan))
      .orderBy('id')
      .limit(maxBulkMachines + 1),
  );
  return rows.map(machineOfRow);
}

/** An id that is wrong is a slip of whoever gave it: they would believe that machine to be done. */
function* amongIds(
  ids: readonly number[],
  filter: Filter,
  actor: Actor,
  permission: Permission,
): Reading<readonly MachineRecord[]> {
  const plan = yield* planFilter(filter);
  const wanted = [...new Set(ids)].sort((one, other) => one - other);
  const rows = yield* readInParts(wanted, (query, some) =>
    query
      .selectFrom('machines')
      .selectAll()
      .where('id', 'in', some)
      .where(matchingFilter(query, filter, actor, permission, plan))
      .orderBy('id'),
  );
  const found = rows.map(machineOfRow);
  const ofFound = new Set(found.map(({ id }) => id));
  const missing = wanted.find((id) => !ofFound.has(id));
  if (missing !== undefined) throw new CommandRefused('machineUnknown', { machine: missing });
  return found;
}
