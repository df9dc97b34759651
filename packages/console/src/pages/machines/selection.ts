import type { Machine } from '@netberth/api';

/** The machines that are ticked, by id: they stay ticked while the table shows others. */
export type Selection = ReadonlyMap<number, Machine>;

export const emptySelection: Selection = new Map();

export function toggled(selection: Selection, machine: Machine): Selection {
  const next = new Map(selection);
  if (!next.delete(machine.id)) next.set(machine.id, machine);
  return next;
}
