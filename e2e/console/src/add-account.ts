import { userAdd } from '@netberth/api';
import type { NetberthServer } from '../../src/netberth-server.ts';

/** Somebody who can sign in. */
export type Account = { readonly name: string; readonly password: string };

export async function addAccount(server: NetberthServer, name: string, roles: string): Promise<Account> {
  return userAdd.output.parse(await server.json('user', 'add', name, '--roles', roles));
}
