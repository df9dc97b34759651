import type { Session } from '../session/session.ts';
import { waitUntil, type Wait } from '../session/wait-until.ts';
import type { Server } from './server.ts';
import { findServer } from './servers.ts';

export type Awaited =
  | { readonly kind: 'reached'; readonly server: Server }
  /** In status ERROR, with Nova's words where it has some. */
  | { readonly kind: 'failed'; readonly server: Server }
  | { readonly kind: 'gone' }
  | { readonly kind: 'too-long' };

/** Waits until a server has one of these statuses and nothing more is being done to it. */
export async function awaitServer(
  session: Session,
  id: string,
  statuses: readonly string[],
  wait: Wait,
): Promise<Awaited> {
  const found = await waitUntil<Awaited>(
    session,
    async () => {
      const server = await findServer(session, id);
      if (server === null) return { kind: 'gone' };
      if (statuses.includes(server.status) && server.task === null) return { kind: 'reached', server };
      return server.status === 'ERROR' ? { kind: 'failed', server } : null;
    },
    wait,
  );
  return found ?? { kind: 'too-long' };
}
