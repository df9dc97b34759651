import type { Event } from '@netberth/api';
import { bad, quiet } from './painted.ts';
import { table } from './table.ts';
import { exactTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

export function eventLine(event: Event, view: View): string {
  const severity = event.severity === 'alert' ? bad('alert') : quiet('note ');
  return lineWith(view.paint)`  ${exactTime(event.at)}  ${severity}  ${event.kind}: ${event.message}` + '\n';
}

export function eventListText(events: readonly Event[], view: View): string {
  if (events.length === 0) return 'No events: nothing has happened that a person should know.\n';
  const rows = events.map((event) => [
    event.id,
    exactTime(event.at),
    event.severity === 'alert' ? bad('alert') : 'note',
    event.machineId ?? quiet('-'),
    event.kind,
    event.message,
  ]);
  return table(['ID', 'TIME', 'SEVERITY', 'MACHINE', 'KIND', 'WHAT'], rows, view.paint, view.lineColumns);
}
