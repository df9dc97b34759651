import { eventList } from '@netberth/api';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { Query } from '../../database/work.ts';
import { machinesInReach } from '../machines/machine-reach.ts';
import { listEvents } from './event-store.ts';

const list = handleRead(eventList, function* ({ severity, after, limit }, actor) {
  const within = (query: Query) => machinesInReach(query, actor, 'machine:read');
  const events = yield* listEvents({ severity, after, limit, within });
  return { events: [...events], next: events.length === limit ? (events.at(-1)?.id ?? null) : null };
});

export const eventCommands: readonly CommandHandler[] = [list];
