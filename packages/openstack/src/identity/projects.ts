import { z } from 'zod';
import { rowsOf } from '../session/rows-of.ts';
import type { Session } from '../session/session.ts';

const schema = z.object({ id: z.string(), name: z.string() });

/** The projects that we may work in, whatever the session is for. */
export async function listOwnProjects(session: Session): Promise<{ id: string; name: string }[]> {
  return rowsOf(session, { service: 'identity', method: 'GET', path: '/auth/projects' }, 'projects', schema);
}
