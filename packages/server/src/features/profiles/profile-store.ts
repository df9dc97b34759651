import type { BootSpec } from '@netberth/api';
import { isSecretSetting, type AnswerSettings } from '@netberth/catalogue';
import type { Selectable } from 'kysely';
import type { Keyring } from '../../database/keyring.ts';
import type { ProfilesTable } from '../../database/tables.ts';
import { LostRace, change, insert, keyring, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import {
  deleteSecret,
  deleteSecrets,
  listSecretsOf,
  putSecret,
  readSecret,
} from '../secrets/secret-store.ts';
import type { ProfileRecord } from './profile-record.ts';

type Row = Selectable<ProfilesTable>;
export type NewProfile = Omit<ProfileRecord, 'id' | 'version' | 'locked'> &
  Partial<Pick<ProfileRecord, 'locked'>>;
type ColumnValues = Omit<Row, 'id' | 'version'>;

const currentOfName = statement<{ name: string }>()((query, { name }) =>
  query.selectFrom('profiles').select(['id', 'version', 'folder']).where('name', '=', name),
);
const byName = statement<{ name: string }>()((query, { name }) =>
  query.selectFrom('profiles').selectAll().where('name', '=', name),
);
const insertRow = statement<ColumnValues>()(
  (query, values) => query.insertInto('profiles').values({ ...columnsOf(values), version: 1 }),
  'id',
);
const updateRow = statement<ColumnValues & { id: number; version: number; next: number }>()((query, values) =>
  query
    .updateTable('profiles')
    .set({ ...columnsOf(values), version: values.next })
    .where('id', '=', values.id)
    .where('version', '=', values.version),
);
const deleteRow = statement<{ id: number }>()((query, { id }) =>
  query.deleteFrom('profiles').where('id', '=', id),
);

function columnsOf(values: ColumnValues): ColumnValues {
  return {
    name: values.name,
    folder: values.folder,
    destructive: values.destructive,
    retry_after_start: values.retry_after_start,
    is_private: values.is_private,
    proof: values.proof,
    spec_json: values.spec_json,
    answers_json: values.answers_json,
    post_install: values.post_install,
    files_json: values.files_json,
    templates_json: values.templates_json,
    warnings_json: values.warnings_json,
    imported_at_ms: values.imported_at_ms,
    imported_by: values.imported_by,
  };
}

/**
 * Parsed rows by id: a profile's documents are parsed once, not per boot. Right as long as version and folder are the
 * row's; the folder tells the same id of another database apart, one copied or restored beside it. What was opened with
 * some keys is found with these alone.
 */
const parsedWith = new WeakMap<Keyring, Map<number, ProfileRecord>>();
const maxParsed = 1000;

export function* findProfile(name: string): Reading<ProfileRecord | undefined> {
  const current = yield* readFirst(currentOfName, { name });
  if (current === undefined) return undefined;
  const parsed = yield* parsedProfiles();
  const known = parsed.get(current.id);
  const isCurrent = known?.version === current.version && known.folder === current.folder;
  if (isCurrent && known.name === name) return known;
  const row = yield* readFirst(byName, { name });
  if (row === undefined) return undefined;
  const profile = yield* profileOfRow(row);
  // The key may come back.
  if (profile.locked.length === 0) remember(profile, parsed);
  return profile;
}

function* parsedProfiles(): Reading<Map<number, ProfileRecord>> {
  const keys = yield* keyring();
  const known = parsedWith.get(keys) ?? new Map<number, ProfileRecord>();
  parsedWith.set(keys, known);
  return known;
}

function remember(profile: ProfileRecord, parsed: Map<number, ProfileRecord>): void {
  if (parsed.size >= maxParsed) parsed.clear();
  parsed.set(profile.id, profile);
}

export function* listProfiles(after: number, limit: number): Reading<readonly ProfileRecord[]> {
  const rows = yield* readQuery((query) =>
    query.selectFrom('profiles').selectAll().where('id', '>', after).orderBy('id').limit(limit),
  );
  const profiles: ProfileRecord[] = [];
  for (const row of rows) profiles.push(yield* profileOfRow(row));
  return profiles;
}

/** Every folder that a profile points to. */
export function* profileFolders(): Reading<readonly string[]> {
  const rows = yield* readQuery((query) => query.selectFrom('profiles').select('folder'));
  return rows.map(({ folder }) => folder);
}

export function* insertProfile(profile: NewProfile): Writing<ProfileRecord> {
  const id = yield* insert(insertRow, rowOf(profile));
  yield* sealSettings(profile);
  return { locked: [], ...profile, id, version: 1 };
}

/** @throws LostRace when somebody else was first */
export function* replaceProfile(old: ProfileRecord, profile: NewProfile): Writing<ProfileRecord> {
  const after = { locked: [], ...profile, id: old.id, version: old.version + 1 };
  const changed = yield* change(updateRow, {
    ...rowOf(profile),
    id: old.id,
    version: old.version,
    next: after.version,
  });
  if (changed === 0) throw new LostRace(`profile ${old.name} changed meanwhile`);
  yield* sealSettings(profile);
  return after;
}

export function* deleteProfile({ id, name }: Pick<ProfileRecord, 'id' | 'name'>): Writing<void> {
  yield* deleteSecrets(ownerOf(name));
  yield* change(deleteRow, { id });
}

/** Seals what an older version stored as it was. */
export function* sealOldProfiles(): Writing<number> {
  const rows = yield* readQuery((query) => query.selectFrom('profiles').selectAll());
  let count = 0;
  for (const row of rows) {
    const { settings = {} } = JSON.parse(row.spec_json) as StoredSpec;
    const old = Object.keys(settings).filter(isSecretSetting).length;
    if (old === 0) continue;
    const profile = yield* profileOfRow(row);
    yield* replaceProfile(profile, profile);
    count += old;
  }
  return count;
}

/** Those that this server cannot read stay as they are. */
function* sealSettings({ name, spec, locked = [] }: NewProfile): Writing<void> {
  const secrets = spec.method === 'choice' ? secretsOf(spec.settings) : {};
  const owner = ownerOf(name);
  for (const { name: stored } of yield* listSecretsOf(owner))
    if (!locked.includes(stored)) yield* deleteSecret({ owner, name: stored });
  for (const [setting, value] of Object.entries(secrets))
    yield* putSecret({ owner, name: setting }, JSON.stringify(value));
}

function secretsOf(settings: AnswerSettings): AnswerSettings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => isSecretSetting(name)));
}

const ownerOf = (name: string) => `profile:${name}`;

function* profileOfRow(row: Row): Reading<ProfileRecord> {
  const { spec, locked } = yield* specOf(row);
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    folder: row.folder,
    destructive: row.destructive === 1,
    retryAfterStart: row.retry_after_start === 1,
    isPrivate: row.is_private === 1,
    proof: row.proof === 'key' ? 'key' : 'none',
    ...{ spec, locked },
    answers: JSON.parse(row.answers_json) as ProfileRecord['answers'],
    postInstall: row.post_install,
    files: JSON.parse(row.files_json) as ProfileRecord['files'],
    templates: JSON.parse(row.templates_json) as ProfileRecord['templates'],
    warnings: JSON.parse(row.warnings_json) as ProfileRecord['warnings'],
    importedAtMs: row.imported_at_ms,
    importedBy: row.imported_by,
  };
}

/** In `sealed` are the names of the settings that stand in `secrets`. */
type StoredSpec = BootSpec & { readonly settings?: AnswerSettings; readonly sealed?: readonly string[] };

/** Choices that were saved before there were settings have none. */
function* specOf(row: Row): Reading<Pick<ProfileRecord, 'spec' | 'locked'>> {
  const { sealed = [], ...spec } = JSON.parse(row.spec_json) as StoredSpec;
  if (spec.method !== 'choice') return { spec, locked: [] };
  const settings = { ...spec.settings };
  const locked: string[] = [];
  for (const name of sealed) {
    const secret = yield* readSecret({ owner: ownerOf(row.name), name });
    if (secret.kind === 'open') settings[name] = JSON.parse(secret.text) as string | string[];
    else locked.push(name);
  }
  return { spec: { ...spec, settings }, locked };
}

function storedSpec({ spec, locked = [] }: NewProfile): StoredSpec {
  if (spec.method !== 'choice') return spec;
  const sealed = [...new Set([...Object.keys(secretsOf(spec.settings)), ...locked])].toSorted();
  const open = Object.entries(spec.settings).filter(([name]) => !isSecretSetting(name));
  return { ...spec, settings: Object.fromEntries(open), ...(sealed.length > 0 && { sealed }) };
}

function rowOf(profile: NewProfile): ColumnValues {
  return {
    name: profile.name,
    folder: profile.folder,
    destructive: profile.destructive ? 1 : 0,
    retry_after_start: profile.retryAfterStart ? 1 : 0,
    is_private: profile.isPrivate ? 1 : 0,
    proof: profile.proof === 'key' ? 'key' : null,
    spec_json: JSON.stringify(storedSpec(profile)),
    answers_json: JSON.stringify(profile.answers),
    post_install: profile.postInstall,
    files_json: JSON.stringify(profile.files),
    templates_json: JSON.stringify(profile.templates),
    warnings_json: JSON.stringify(profile.warnings),
    imported_at_ms: profile.importedAtMs,
    imported_by: profile.importedBy,
  };
}
