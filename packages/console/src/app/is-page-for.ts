import type { Session } from '@netberth/api';
import { mayEverywhere } from '../server/session.ts';
import type { pages } from './pages.ts';

/** The overview counts all machines: it is for nobody who may see only some. */
export function isPageFor(session: Session, { permission, isOfAll }: (typeof pages)[number]): boolean {
  return isOfAll ? mayEverywhere(session, permission) : session.permissions.includes(permission);
}
