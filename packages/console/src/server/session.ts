import { providerSchema, sessionSchema } from '@netberth/api';
import type { Permission, Provider, Session } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { identifyBy, identifying } from './credentials.ts';
import { queryClient } from './query-client.ts';
import { Refused, refusedBy } from './refused.ts';
import { sessionKey } from './session-key.ts';

const path = '/api/v1/session';

/** Who is signed in; null: nobody; undefined: not known yet. */
export function useSession(): Session | null | undefined {
  return useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: Infinity }).data;
}

/** Whether the person may do this somewhere; the server decides each time. */
export function useMay(permission: Permission): boolean {
  return useSession()?.permissions.includes(permission) ?? false;
}

/** Whether the person may do this to every machine, and not just to those with a certain label. */
export function mayEverywhere({ permissions, scopes }: Session, permission: Permission): boolean {
  return permissions.includes(permission) && !scopes.some((scope) => scope.permissions.includes(permission));
}

/** The ways to sign in besides a password; empty until they are known. */
export function useSignOnProviders(): readonly Provider[] {
  const { data } = useQuery({ queryKey: ['providers'], queryFn: readProviders, staleTime: Infinity });
  return (data ?? []).filter(({ href }) => href !== null);
}

async function readProviders(): Promise<readonly Provider[]> {
  const response = await fetch(`${path}/providers`);
  if (!response.ok) throw await refusedBy(response);
  return providerSchema.array().parse(await response.json());
}

async function readSession(): Promise<Session | null> {
  const response = await fetch(path, { headers: identifying() });
  if (response.status === 401) {
    // The browser keeps a connection for a body that nobody reads.
    await response.body?.cancel();
    return null;
  }
  return await begin(response);
}

export async function signIn(username: string, password: string): Promise<void> {
  identifyBy('');
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ username, password });
  const session = await begin(await fetch(path, { method: 'POST', headers, body }));
  queryClient.setQueryData(sessionKey, session);
}

/** @param where this browser, or wherever the person is signed in */
export async function signOut(where: 'here' | 'everywhere'): Promise<void> {
  const ended = where === 'here' ? path : '/api/v1/sessions';
  const response = await fetch(ended, { method: 'DELETE', headers: identifying() });
  // Who is no longer signed in has what they wanted.
  if (!response.ok && response.status !== 401) throw await refusedBy(response);
  identifyBy('');
  queryClient.setQueryData(sessionKey, null);
  // Nothing that one person saw may be shown to the next.
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
}

/** Of a local account; its other sessions end. @throws Refused when the present password is another */
export async function changePassword(current: string, password: string): Promise<void> {
  const headers = { 'content-type': 'application/json', ...identifying() };
  const body = JSON.stringify({ current, password });
  const response = await fetch(`${path}/password`, { method: 'PUT', headers, body });
  if (!response.ok) throw await refusedBy(response);
}

async function begin(response: Response): Promise<Session> {
  if (!response.ok) throw await refusedBy(response);
  const session = sessionSchema.safeParse(await response.json());
  if (!session.success) throw new Refused(response.status, null);
  identifyBy(session.data.csrf);
  return session.data;
}
