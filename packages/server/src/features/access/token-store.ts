import type { Permission } from '@netberth/api';
import type { Selectable } from 'kysely';
import type { TokensTable } from '../../database/tables.ts';
import { change, insert, readAll, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

export type TokenRecord = {
  readonly id: number;
  readonly name: string;
  readonly hash: string;
  readonly permissions: readonly Permission[];
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly revokedAtMs: number | null;
  readonly lastUsedAtMs: number | null;
  /** The user whose token it is; null: it was made over the socket. */
  readonly ownerId: number | null;
};

const byHash = statement<{ hash: string }>()((query, { hash }) =>
  query.selectFrom('tokens').selectAll().where('token_hash', '=', hash),
);
const liveOf = statement<{ ownerId: number; nowMs: number }>()((query, { ownerId, nowMs }) =>
  query
    .selectFrom('tokens')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('revoked_at_ms', 'is', null)
    .where('expires_at_ms', '>', nowMs)
    .orderBy('id'),
);
const insertRow = statement<{
  name: string;
  hash: string;
  permissions: string;
  createdBy: string;
  createdAtMs: number;
  expiresAtMs: number;
  ownerId: number | null;
}>()(
  (query, token) =>
    query.insertInto('tokens').values({
      name: token.name,
      token_hash: token.hash,
      permissions_json: token.permissions,
      created_by: token.createdBy,
      created_at_ms: token.createdAtMs,
      expires_at_ms: token.expiresAtMs,
      owner_id: token.ownerId,
    }),
  'id',
);
const revokeRow = statement<{ id: number; atMs: number }>()((query, { id, atMs }) =>
  query
    .updateTable('tokens')
    .set({ revoked_at_ms: atMs })
    .where('id', '=', id)
    .where('revoked_at_ms', 'is', null),
);
const touchRow = statement<{ id: number; atMs: number }>()((query, { id, atMs }) =>
  query.updateTable('tokens').set({ last_used_at_ms: atMs }).where('id', '=', id),
);

export function* findTokenByHash(hash: string): Reading<TokenRecord | undefined> {
  const row = yield* readFirst(byHash, { hash });
  return row && tokenOfRow(row);
}

export function* listTokens(): Reading<readonly TokenRecord[]> {
  const rows = yield* readQuery((query) =>
    query.selectFrom('tokens').selectAll().where('revoked_at_ms', 'is', null).orderBy('id'),
  );
  return rows.map(tokenOfRow);
}

/** Those of a user that still count. */
export function* listTokensOf(ownerId: number, nowMs: number): Reading<readonly TokenRecord[]> {
  return (yield* readAll(liveOf, { ownerId, nowMs })).map(tokenOfRow);
}

export function* insertToken(
  token: Omit<TokenRecord, 'id' | 'revokedAtMs' | 'lastUsedAtMs'>,
): Writing<number> {
  return yield* insert(insertRow, { ...token, permissions: JSON.stringify(token.permissions) });
}

/** @returns whether there was such a token to revoke */
export function* revokeToken(id: number, atMs: number): Writing<boolean> {
  return (yield* change(revokeRow, { id, atMs })) > 0;
}

export function* touchToken(id: number, atMs: number): Writing<void> {
  yield* change(touchRow, { id, atMs });
}

function tokenOfRow(row: Selectable<TokensTable>): TokenRecord {
  return {
    id: row.id,
    name: row.name,
    hash: row.token_hash,
    permissions: JSON.parse(row.permissions_json) as Permission[],
    createdBy: row.created_by,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    revokedAtMs: row.revoked_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
    ownerId: row.owner_id,
  };
}
