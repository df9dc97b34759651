import type { AuditTrail } from '../../commands/audit-trail.ts';
import { writeAudited } from '../../commands/write-audited.ts';
import type { Database } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { Directory } from './directory/directory.ts';
import { deleteSessionsOf } from './session-store.ts';
import { userName } from './user-record.ts';
import type { UserRecord } from './user-record.ts';
import { updateUser } from './user-store.ts';

/**
 * The user as the source of the account has it now, or had it a few minutes ago.
 * @returns undefined when the account is gone or not to be used any more: its sessions are over
 * @throws CommandRefused when nobody could be asked for an hour
 */
export type RefreshUser = (user: UserRecord, nowMs: number) => Promise<UserRecord | undefined>;

/** Without a directory nothing is asked. */
export const asStored: RefreshUser = async (user) => user;

/** A directory that is down for a short time keeps nobody from working, and lets nobody stay for long. */
const graceMs = 60 * 60_000;
/** Meanwhile it is not asked at every request. */
const pauseMs = 30_000;

export function makeRefreshUser(
  tools: { readonly database: Database; readonly audit: AuditTrail },
  sources: { readonly directory: Directory | undefined; readonly recheckMs: number },
): RefreshUser {
  const asking = new Map<number, Promise<UserRecord | undefined>>();
  let pausedUntilMs = 0;
  return async (user, nowMs) => {
    // A provider of single sign-on cannot be asked without the person: its sessions are as short as sessionLife.
    if (user.source !== 'directory') return user;
    const { directory, recheckMs } = sources;
    if (!directory) return undefined;
    if (!directory.lookUp || nowMs - (user.checkedAtMs ?? 0) < recheckMs) return user;
    const known = asking.get(user.id);
    if (known) return await known;
    const asked = ask(user, nowMs, directory.lookUp).finally(() => asking.delete(user.id));
    asking.set(user.id, asked);
    return await asked;
  };

  async function ask(user: UserRecord, nowMs: number, lookUp: NonNullable<Directory['lookUp']>) {
    if (nowMs < pausedUntilMs) return whileUnreachable(user, nowMs, 'it did not answer just now');
    const found = await lookUp(user.name);
    switch (found.kind) {
      case 'known': {
        const { groups } = found.proven;
        return await tools.database.write(() => updateUser(user, { groups, checkedAtMs: nowMs }));
      }
      case 'gone':
        await endSessions(user, found.why);
        return undefined;
      case 'unreachable':
        pausedUntilMs = nowMs + pauseMs;
        return whileUnreachable(user, nowMs, found.why);
    }
  }

  async function endSessions(user: UserRecord, why: string): Promise<void> {
    await writeAudited(tools, function* () {
      const before = { sessions: yield* deleteSessionsOf(user.id) };
      const actor = { name: 'netberth', origin: 'directory', permissions: new Set<never>() };
      const target = `user:${user.id}`;
      const after = { user: userName(user), why };
      const entry =
        before.sessions > 0 ? { actor, command: 'session.end', target, before, after } : undefined;
      return { result: undefined, entry };
    });
  }
}

function whileUnreachable(user: UserRecord, nowMs: number, why: string): UserRecord {
  if (nowMs - (user.checkedAtMs ?? 0) < graceMs) return user;
  throw new CommandRefused('directoryDown', { why });
}
