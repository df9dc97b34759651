import { configurationSchema } from '@netberth/api';
import type { Configuration } from '@netberth/api';
import { unknownName } from '@netberth/slips/issue-words';
import { fillTagged } from './fill-tagged.ts';
import type { FolderFile, FolderProblem, OpenVault } from './folder-file.ts';
import { flattenSettings } from './flatten-settings.ts';
import { fieldFaults } from './field-faults.ts';
import { machineNamed } from './machine-name.ts';
import { joinFields, resolveExtends } from './resolve-extends.ts';
import { secretFaults } from './secret-faults.ts';
import { completeFileSchema, writtenKinds } from './written-schema.ts';
import { readYamlFile } from './yaml-file.ts';
import type { YamlFile } from './yaml-file.ts';

type Path = readonly string[];

export type ReadConfiguration =
  | {
      readonly ok: true;
      readonly configuration: Configuration;
      /** Where in it stands what may not be shown. */
      readonly secrets: readonly Path[];
      /** A problem with something in it, at its place in the folder; null: it stands in none. */
      readonly locate: (at: Path, message: string) => FolderProblem | null;
    }
  | { readonly ok: false; readonly problems: readonly FolderProblem[] };

/** One thing of one kind, where it was written. */
type Entry = {
  readonly kind: string;
  readonly name: string;
  readonly fields: unknown;
  readonly yaml: YamlFile;
  readonly secrets: readonly Path[];
};

/**
 * Reads a folder: every `*.yaml` says what there is; files below `menu/` are entries of the menu as they are, and those
 * that `!file` names are texts. All problems at once, each with its file, line and column.
 */
export async function readConfiguration(
  files: readonly FolderFile[],
  openVault: OpenVault,
): Promise<ReadConfiguration> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const problems: FolderProblem[] = [];
  const found: Entry[] = [];
  for (const yaml of files.filter(isDescription).map(readYamlFile)) {
    problems.push(...yaml.problems);
    const filled = await fillTagged(yaml.value, { files: byPath, openVault, from: yaml.file });
    problems.push(...filled.problems.map(({ path, message }) => yaml.problemAt(path, message)));
    const inFile = entriesOf(yaml, filled.value, filled.secrets);
    problems.push(...inFile.problems);
    found.push(...inFile.entries);
  }
  const entries = withSecretParts(found);
  problems.push(...twiceNamed(entries));
  const menu = files.filter(({ path }) => /^menu\/[^/]+\.(?:yaml|ipxe)$/.test(path));
  const joined = join(entries, problems);
  if (problems.length > 0) return { ok: false, problems: inOrder(problems) };
  const raw = {
    ...joined.kinds,
    ...(menu.length > 0 && {
      menu: Object.fromEntries(menu.map(({ path, text }) => [path.slice('menu/'.length), text])),
    }),
  };
  const places = new Map(entries.map((entry) => [`${entry.kind}\0${entry.name}`, entry]));
  const locate = (at: Path, message: string): FolderProblem | null => {
    const [kind = '', name = '', ...rest] = at;
    if (kind === 'menu') return { file: `menu/${name}`, line: 1, column: 1, message };
    const entry = places.get(`${kind}\0${name}`) ?? places.get(`${kind}\0`);
    if (entry === undefined) return null;
    return entry.yaml.problemAt([kind, name, ...rest], message);
  };
  const parsed = configurationSchema.safeParse(raw);
  if (!parsed.success) {
    const found = fieldFaults(configurationSchema, raw).map(
      ({ path, message }) => locate(path.map(String), message) ?? nowhere(message),
    );
    return { ok: false, problems: inOrder(found) };
  }
  const secrets = joined.secrets;
  const faults = [
    ...secretFaults(secrets),
    ...menu
      .filter(({ isSecret }) => isSecret === true)
      .map(({ path }) => ({
        at: ['menu', path.slice('menu/'.length)],
        message: 'is from a vault, and machines show entries of the menu to everybody',
      })),
  ].map(({ at, message }) => locate(at, message) ?? nowhere(message));
  if (faults.length > 0) return { ok: false, problems: inOrder(faults) };
  return { ok: true, configuration: parsed.data, secrets, locate };
}

/** `menu/` holds entries of the menu, `templates/` what others name. */
function isDescription({ path }: FolderFile): boolean {
  return /\.ya?ml$/.test(path) && !/^(?:menu|templates)\//.test(path);
}

function entriesOf(
  yaml: YamlFile,
  value: unknown,
  secrets: readonly Path[],
): { readonly entries: readonly Entry[]; readonly problems: readonly FolderProblem[] } {
  const problems: FolderProblem[] = [];
  const entries: Entry[] = [];
  if (value === undefined || value === null) return { entries, problems };
  if (!isMap(value)) {
    const message = `wanted names such as machines: or profiles:`;
    return { entries, problems: [yaml.problemAt([], message)] };
  }
  for (const [kind, things] of Object.entries(value)) {
    if (!writtenKinds.includes(kind)) {
      problems.push(yaml.problemAt([kind], `${kind} ${unknownName(kind, writtenKinds)}`));
    } else if (kind === 'limits' || kind === 'settings') {
      if (things !== null)
        entries.push({ kind, name: '', fields: things, yaml, secrets: under(secrets, [kind]) });
    } else if (things !== null && !isMap(things)) {
      problems.push(yaml.problemAt([kind], `${kind} is not an object: names with values are wanted`));
    } else {
      // A kind without anything in it is described all the same: there is none.
      if (things === null || Object.keys(things).length === 0)
        entries.push({ kind, name: '', fields: null, yaml, secrets: [] });
      for (const [name, fields] of Object.entries(things ?? {}))
        entries.push({ kind, name, fields: fields ?? {}, yaml, secrets: under(secrets, [kind, name]) });
    }
  }
  return { entries, problems };
}

function under(secrets: readonly Path[], prefix: Path): readonly Path[] {
  return secrets.filter((path) => prefix.every((part, index) => path[index] === part));
}

/** A file that is a whole vault adds its secrets to what other files describe. */
function withSecretParts(entries: readonly Entry[]): readonly Entry[] {
  const parts = new Map(
    entries
      .filter(({ yaml, name }) => yaml.file.isSecret === true && name !== '')
      .map((entry) => [`${entry.kind}\0${entry.name}`, entry]),
  );
  const isOpen = ({ yaml }: Entry) => yaml.file.isSecret !== true;
  const described = new Set(entries.filter(isOpen).map(({ kind, name }) => `${kind}\0${name}`));
  return entries.flatMap((entry) => {
    const key = `${entry.kind}\0${entry.name}`;
    const part = parts.get(key);
    if (!isOpen(entry)) return described.has(key) ? [] : [entry];
    if (part === undefined || !isMap(entry.fields) || !isMap(part.fields)) return [entry];
    const fields = joinFields(entry.fields, part.fields);
    return [{ ...entry, fields, secrets: [...entry.secrets, ...part.secrets] }];
  });
}

function twiceNamed(entries: readonly Entry[]): FolderProblem[] {
  const seen = new Map<string, Entry>();
  return entries.flatMap((entry) => {
    if (entry.fields === null || entry.kind === 'settings') return [];
    const key = `${entry.kind}\0${entry.kind === 'machines' ? entry.name.toLowerCase() : entry.name}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, entry);
    if (first === undefined) return [];
    const { file, line } = first.yaml.problemAt([first.kind, first.name], '');
    const what = entry.name === '' ? entry.kind : `"${entry.name}"`;
    return [
      entry.yaml.problemAt([entry.kind, entry.name], `${what} stands here twice: also in ${file}:${line}`),
    ];
  });
}

type Joined = { readonly kinds: Record<string, unknown>; readonly secrets: readonly Path[] };

/** All entries as one configuration, each checked by itself so that what is wrong has a place. */
function join(entries: readonly Entry[], problems: FolderProblem[]): Joined {
  const kinds: Record<string, Record<string, unknown>> = {};
  const secrets: Path[] = [];
  const bases = basesOf(entries);
  for (const entry of entries) {
    const { kind, name, fields } = entry;
    if (kind !== 'bases') kinds[kind] ??= {};
    if (fields === null) continue;
    const complete = resolveEntry(entry, bases);
    if (!complete.ok) {
      problems.push(entry.yaml.problemAt([kind, name, 'extends'], complete.why));
      continue;
    }
    const found = checkEntry(entry, complete.fields);
    problems.push(...found);
    if (found.length > 0 || kind === 'bases') continue;
    secrets.push(...entry.secrets, ...complete.secrets);
    if (kind === 'settings') problems.push(...addSettings((kinds[kind] ??= {}), entry));
    else if (kind === 'limits') Object.assign(kinds[kind] ?? {}, complete.fields);
    else
      (kinds[kind] ??= {})[name] =
        kind === 'machines' ? machineNamed(name, complete.fields) : complete.fields;
  }
  return { kinds, secrets };
}

/** Settings may stand in several files, each of them in one. */
function addSettings(all: Record<string, unknown>, { fields, yaml }: Entry): FolderProblem[] {
  const found = Object.entries(flattenSettings(fields));
  const twice = found.filter(([name]) => all[name] !== undefined);
  Object.assign(all, Object.fromEntries(found));
  return twice.map(([name]) =>
    yaml.problemAt(['settings', ...name.split('.')], `the setting "${name}" stands in another file too`),
  );
}

type Complete =
  | {
      readonly ok: true;
      readonly fields: Readonly<Record<string, unknown>>;
      readonly secrets: readonly Path[];
    }
  | { readonly ok: false; readonly why: string };

/** What can be extended, by kind. */
type Bases = ReadonlyMap<string, readonly Entry[]>;

function basesOf(entries: readonly Entry[]): Bases {
  return Map.groupBy(
    entries.filter(({ fields }) => isMap(fields)),
    ({ kind }) => kind,
  );
}

function resolveEntry({ kind, name, fields }: Entry, all: Bases): Complete {
  if (!isMap(fields)) return { ok: true, fields: fields as Readonly<Record<string, unknown>>, secrets: [] };
  const baseKind = kind === 'machines' ? 'bases' : kind;
  if (!('extends' in fields) || !['machines', 'bases', 'profiles'].includes(kind))
    return { ok: true, fields, secrets: [] };
  const bases = all.get(baseKind) ?? [];
  const byName = new Map(bases.map((base) => [base.name, base.fields as Record<string, unknown>]));
  const resolved = resolveExtends(fields, byName, kind === baseKind ? [name] : []);
  if (!resolved.ok) return resolved;
  const inherited = bases
    .filter((base) => base.name !== name && resolved.chain.includes(base.name))
    .flatMap((base) => base.secrets)
    .map(([, , ...rest]) => [kind, name, ...rest]);
  return { ok: true, fields: resolved.fields, secrets: inherited };
}

function checkEntry({ kind, name, yaml }: Entry, fields: unknown): FolderProblem[] {
  const value = name === '' ? fields : { [name]: fields };
  return fieldFaults(completeFileSchema, { [kind]: value }).map(({ path, message }) =>
    yaml.problemAt(path, message),
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nowhere(message: string): FolderProblem {
  return { file: '.', line: 1, column: 1, message };
}

function inOrder(problems: readonly FolderProblem[]): FolderProblem[] {
  const once = new Map(problems.map((one) => [`${one.file}:${one.line}:${one.column}:${one.message}`, one]));
  return [...once.values()].toSorted(
    (one, other) =>
      (one.file < other.file ? -1 : one.file > other.file ? 1 : 0) ||
      one.line - other.line ||
      one.column - other.column,
  );
}
