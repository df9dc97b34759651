import type { Selectable } from 'kysely';
import type { ProfilesTable } from '../../database/tables.ts';
import { LostRace, change, insert, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import type { ProfileRecord } from './profile-record.ts';

type Row = Selectable<ProfilesTable>;
type NewProfile = Omit<ProfileRecord, 'id' | 'version'>;
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
 * row's; the folder tells the same id of another database apart, one copied or restored beside it.
 */
const parsed = new Map<number, ProfileRecord>();
const maxParsed = 1000;

export function* findProfile(name: string): Reading<ProfileRecord | undefined> {
  const current = yield* readFirst(currentOfName, { name });
  if (current === undefined) return undefined;
  const known = parsed.get(current.id);
  const isCurrent = known?.version === current.version && known.folder === current.folder;
  if (isCurrent && known.name === name) return known;
  const row = yield* readFirst(byName, { name });
  return row && remember(profileOfRow(row));
}

function remember(profile: ProfileRecord): ProfileRecord {
  if (parsed.size >= maxParsed) parsed.clear();
  parsed.set(profile.id, profile);
  return profile;
}

export function* listProfiles(after: number, limit: number): Reading<readonly ProfileRecord[]> {
  const rows = yield* readQuery((query) =>
    query.selectFrom('profiles').selectAll().where('id', '>', after).orderBy('id').limit(limit),
  );
  return rows.map(profileOfRow);
}

/** Every folder that a profile points to. */
export function* profileFolders(): Reading<readonly string[]> {
  const rows = yield* readQuery((query) => query.selectFrom('profiles').select('folder'));
  return rows.map(({ folder }) => folder);
}

export function* insertProfile(profile: NewProfile): Writing<ProfileRecord> {
  const id = yield* insert(insertRow, rowOf(profile));
  return { ...profile, id, version: 1 };
}

/** @throws LostRace when somebody else was first */
export function* replaceProfile(old: ProfileRecord, profile: NewProfile): Writing<ProfileRecord> {
  const after = { ...profile, id: old.id, version: old.version + 1 };
  const changed = yield* change(updateRow, {
    ...rowOf(profile),
    id: old.id,
    version: old.version,
    next: after.version,
  });
  if (changed === 0) throw new LostRace(`profile ${old.name} changed meanwhile`);
  return after;
}

export function* deleteProfile(id: number): Writing<void> {
  yield* change(deleteRow, { id });
}

function profileOfRow(row: Row): ProfileRecord {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    folder: row.folder,
    destructive: row.destructive === 1,
    retryAfterStart: row.retry_after_start === 1,
    isPrivate: row.is_private === 1,
    proof: row.proof === 'key' ? 'key' : 'none',
    spec: specOf(row.spec_json),
    answers: JSON.parse(row.answers_json) as ProfileRecord['answers'],
    postInstall: row.post_install,
    files: JSON.parse(row.files_json) as ProfileRecord['files'],
    templates: JSON.parse(row.templates_json) as ProfileRecord['templates'],
    warnings: JSON.parse(row.warnings_json) as ProfileRecord['warnings'],
    importedAtMs: row.imported_at_ms,
    importedBy: row.imported_by,
  };
}

/** Choices that were saved before there were settings have none. */
function specOf(json: string): ProfileRecord['spec'] {
  const spec = JSON.parse(json) as ProfileRecord['spec'];
  return spec.method === 'choice' ? { ...spec, settings: spec.settings ?? {} } : spec;
}

function rowOf(profile: NewProfile): ColumnValues {
  return {
    name: profile.name,
    folder: profile.folder,
    destructive: profile.destructive ? 1 : 0,
    retry_after_start: profile.retryAfterStart ? 1 : 0,
    is_private: profile.isPrivate ? 1 : 0,
    proof: profile.proof === 'key' ? 'key' : null,
    spec_json: JSON.stringify(profile.spec),
    answers_json: JSON.stringify(profile.answers),
    post_install: profile.postInstall,
    files_json: JSON.stringify(profile.files),
    templates_json: JSON.stringify(profile.templates),
    warnings_json: JSON.stringify(profile.warnings),
    imported_at_ms: profile.importedAtMs,
    imported_by: profile.importedBy,
  };
}
