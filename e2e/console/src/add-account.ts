import { userAdd } from '@netberth/api';
import type { NetberthServer } from '../../src/netberth-server.ts';
import { askServer } from './ask-server.ts';

/** Somebody who can sign in. */
export type Account = { readonly name: string; readonly password: string };

/** @param role perhaps for the machines with a label alone: `operator@site=berlin` */
export async function addAccount(server: NetberthServer, name: string, role: string): Promise<Account> {
  return await askServer(server, userAdd, { name, roles: [role] });
}
