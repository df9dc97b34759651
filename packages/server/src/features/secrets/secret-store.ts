import type { Sealed, Unsealed } from '../../database/keyring.ts';
import { change, keyring, now, readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';

/**
 * Whose secret it is, and which. A feature that has a new kind of secret takes an `owner` of its own and these functions:
 *
 *     yield* putSecret({ owner: `machine:${id}`, name: 'bmc' }, password);
 *     const secret = yield* readSecret({ owner: `machine:${id}`, name: 'bmc' });
 *     if (secret.kind === 'open') use(secret.text);
 *     yield* deleteSecrets(`machine:${id}`);
 *
 * Rotation and `secrets list` know it then. The text goes nowhere but to its use: no log, no audit record, no answer.
 */
export type SecretPlace = { readonly owner: string; readonly name: string };

export type SecretRow = SecretPlace & { readonly sealed: Sealed; readonly changedAtMs: number };

/** Which key the database is sealed with is said by a secret of its own, whose text everybody knows. */
const keyPlace: SecretPlace = { owner: 'netberth', name: 'key' };
const keyText = 'the key is right';

/** Answers `locked` when this server has not the key. */
export type ReadSecret = Unsealed | { readonly kind: 'missing' };

export type KeyState =
  | { readonly kind: 'right'; readonly keyId: string }
  /** The database is sealed with a key that is not here. */
  | { readonly kind: 'wrong'; readonly keyId: string }
  /** No server has given it a key yet. */
  | { readonly kind: 'none' };

const byPlace = statement<{ owner: string; name: string }>()((query, { owner, name }) =>
  query.selectFrom('secrets').selectAll().where('owner', '=', owner).where('name', '=', name),
);
const allRows = statement()((query) =>
  query.selectFrom('secrets').selectAll().orderBy('owner').orderBy('name'),
);
const ofOwner = statement<{ owner: string }>()((query, { owner }) =>
  query.selectFrom('secrets').select('name').where('owner', '=', owner),
);
const insertRow = statement<{
  owner: string;
  name: string;
  keyId: string;
  sealed: string;
  atMs: number;
}>()((query, { owner, name, keyId, sealed, atMs }) =>
  query.insertInto('secrets').values({ owner, name, key_id: keyId, sealed, changed_at_ms: atMs }),
);
const deleteRow = statement<{ owner: string; name: string }>()((query, { owner, name }) =>
  query.deleteFrom('secrets').where('owner', '=', owner).where('name', '=', name),
);
const deleteOfOwner = statement<{ owner: string }>()((query, { owner }) =>
  query.deleteFrom('secrets').where('owner', '=', owner),
);

export function* readSecret(place: SecretPlace): Reading<ReadSecret> {
  const row = yield* readFirst(byPlace, place);
  return row === undefined
    ? { kind: 'missing' }
    : (yield* keyring()).open({ keyId: row.key_id, text: row.sealed }, aadOf(place));
}

/** In place of what there is. @throws CommandRefused when this server has not the key of the database */
export function* putSecret(place: SecretPlace, text: string): Writing<void> {
  yield* replaceSecret(place, text, yield* sealingKey(), yield* now());
}

/** The first secret of a database decides for its key. */
function* sealingKey(): Writing<string> {
  const state = yield* keyState();
  if (state.kind === 'right') return state.keyId;
  const { firstId } = yield* keyring();
  if (state.kind === 'wrong' || firstId === undefined)
    throw new CommandRefused('secretsLocked', { what: 'a secret cannot be stored' });
  yield* sealAllWith(firstId);
  return firstId;
}

export function* deleteSecret(place: SecretPlace): Writing<void> {
  yield* change(deleteRow, place);
}

export function* deleteSecrets(owner: string): Writing<void> {
  yield* change(deleteOfOwner, { owner });
}

/** All but that of the key itself. */
export function* listSecrets(): Reading<readonly SecretRow[]> {
  const rows = yield* readAll(allRows, {});
  return rows
    .filter(({ owner }) => owner !== keyPlace.owner)
    .map(({ owner, name, key_id, sealed, changed_at_ms }) => ({
      ...{ owner, name, changedAtMs: changed_at_ms },
      sealed: { keyId: key_id, text: sealed },
    }));
}

export function* listSecretsOf(owner: string): Reading<readonly SecretPlace[]> {
  return (yield* readAll(ofOwner, { owner })).map(({ name }) => ({ owner, name }));
}

export function* keyState(): Reading<KeyState> {
  const row = yield* readFirst(byPlace, keyPlace);
  if (row === undefined) return { kind: 'none' };
  const opened = (yield* keyring()).open({ keyId: row.key_id, text: row.sealed }, aadOf(keyPlace));
  return { kind: opened.kind === 'open' ? 'right' : 'wrong', keyId: row.key_id };
}

/** Seals everything anew, and what comes from now on. @throws CommandRefused when one of them cannot be opened */
export function* sealAllWith(keyId: string): Writing<number> {
  const keys = yield* keyring();
  const rows = yield* listSecrets();
  for (const { owner, name, sealed, changedAtMs } of rows) {
    const opened = keys.open(sealed, aadOf({ owner, name }));
    if (opened.kind !== 'open')
      throw new CommandRefused('secretUnreadable', { owner, name, why: opened.kind });
    yield* replaceSecret({ owner, name }, opened.text, keyId, changedAtMs);
  }
  yield* replaceSecret(keyPlace, keyText, keyId, yield* now());
  return rows.length;
}

/** Gives up what cannot be opened. @returns what that was */
export function* dropUnreadable(): Writing<readonly SecretPlace[]> {
  const keys = yield* keyring();
  const lost = (yield* listSecrets()).filter(
    ({ owner, name, sealed }) => keys.open(sealed, aadOf({ owner, name })).kind !== 'open',
  );
  for (const place of lost) yield* deleteSecret({ owner: place.owner, name: place.name });
  return lost.map(({ owner, name }) => ({ owner, name }));
}

function* replaceSecret(place: SecretPlace, text: string, keyId: string, atMs: number): Writing<void> {
  const sealed = (yield* keyring()).seal(text, aadOf(place), keyId);
  yield* change(deleteRow, place);
  yield* change(insertRow, { ...place, keyId, sealed: sealed.text, atMs });
}

const aadOf = ({ owner, name }: SecretPlace) => JSON.stringify([owner, name]);
