import { sessionEnd, sessionList } from '@netberth/api';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { pageOf } from '../../commands/page-of.ts';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { isoTime } from '../../platform/iso-time.ts';
import type { SessionTimes } from './find-session.ts';
import { deleteSession, findSession, listSessions } from './session-store.ts';
import type { SessionRecord } from './session-store.ts';
import { userName } from './user-record.ts';
import { findUser } from './user-store.ts';

export function sessionCommands(times: SessionTimes): readonly CommandHandler[] {
  return [listWith(times), end];
}

function listWith(times: SessionTimes): CommandHandler {
  return handleRead(sessionList, function* (input) {
    const nowMs = yield* now();
    const { page, next } = pageOf(yield* listSessions(nowMs, nowMs - times.idleMs), input);
    const sessions = [];
    for (const session of page) sessions.push(yield* viewSession(session));
    return { sessions, next };
  });
}

const end = handleWrite(sessionEnd, function* ({ id }) {
  const session = yield* findSession(id);
  if (!session) throw new CommandRefused('sessionUnknown', { id });
  yield* deleteSession(id);
  const before = yield* viewSession(session);
  return { output: { ended: id }, target: `user:${session.userId}`, before, after: null };
});

function* viewSession(session: SessionRecord): Reading<{
  id: number;
  user: string;
  address: string;
  startedAt: string;
  lastUsedAt: string;
  endsAt: string;
}> {
  const user = yield* findUser(session.userId);
  return {
    id: session.id,
    user: user ? userName(user) : `user ${session.userId}`,
    address: session.address,
    startedAt: isoTime(session.startedAtMs),
    lastUsedAt: isoTime(session.usedAtMs),
    endsAt: isoTime(session.endsAtMs),
  };
}
