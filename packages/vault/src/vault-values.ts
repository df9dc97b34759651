import { LineCounter, parseAllDocuments, visit, type Scalar } from 'yaml';
import { VaultValue, vaultTag } from './vault-tag.ts';
import { yamlOfPlain } from './yaml-of-plain.ts';

/** A `!vault` value and where it stands in its file. */
export type VaultValueAt = {
  /** The vault, without the indentation of the file. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** Offsets in characters: of its tag, of the first line of the vault, of what follows it. */
  readonly start: number;
  readonly body: number;
  readonly end: number;
  readonly indent: string;
};

/** In its place comes another vault, or what was in it. */
export type NewVaultValue =
  | { readonly at: VaultValueAt; readonly vault: string }
  | { readonly at: VaultValueAt; readonly plain: string };

const tag = '!vault';

/** The `!vault` values of a YAML file, in the order of the file; none when it is not YAML. */
export function findVaultValues(file: string): readonly VaultValueAt[] {
  const found: VaultValueAt[] = [];
  if (!file.includes(tag)) return found;
  const lines = new LineCounter();
  const documents = parseAllDocuments(file, { customTags: [vaultTag], lineCounter: lines });
  for (const document of documents) {
    if (document.errors.length > 0) return [];
    visit(document, {
      Scalar: (_, node) => {
        const place = node.value instanceof VaultValue ? placeOf(file, node) : undefined;
        if (place !== undefined) found.push({ ...place, line: lines.linePos(place.start).line });
      },
    });
  }
  return found;
}

/** The file with these values exchanged; every other character stays as it is. */
export function replaceVaultValues(file: string, values: readonly NewVaultValue[]): string {
  const fromTheEnd = values.toSorted((left, right) => right.at.start - left.at.start);
  return fromTheEnd.reduce((text, value) => {
    const { at } = value;
    const source = 'vault' in value ? vaultSource(text, at, value.vault) : plainSource(text, at, value.plain);
    return text.slice(0, at.start) + source + text.slice(at.end);
  }, file);
}

function placeOf(file: string, { range, value }: Scalar): Omit<VaultValueAt, 'line'> | undefined {
  if (!range || !(value instanceof VaultValue)) return undefined;
  const start = file.lastIndexOf(tag, range[0]);
  const isBlock = /[|>]/.test(file.charAt(range[0]));
  const body = isBlock ? file.indexOf('\n', range[0]) + 1 : range[0];
  const indent = isBlock ? (/^[ ]*/.exec(file.slice(body))?.[0] ?? '') : '';
  return { text: value.text, start, body, end: range[1], indent };
}

/** The line with the tag stays, with its anchor and its comment. */
function vaultSource(file: string, at: VaultValueAt, vault: string): string {
  if (at.indent === '') return `${tag} ${JSON.stringify(vault)}`;
  const lines = vault.trimEnd().split('\n');
  return `${file.slice(at.start, at.body)}${lines.map((line) => `${at.indent}${line}\n`).join('')}`;
}

function plainSource(file: string, at: VaultValueAt, plain: string): string {
  const source = yamlOfPlain(plain, at.indent);
  return file.slice(at.start, at.end).endsWith('\n') ? `${source}\n` : source;
}
