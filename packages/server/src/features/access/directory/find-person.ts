import type { Client, Entry } from 'ldapts';
import type { DirectoryConfig } from '../../../config/sign-in-config.ts';
import type { DirectoryEntry } from './directory-entry.ts';
import { directoryKinds } from './directory-kind.ts';

/** noSuchObject, invalidDNSyntax, referral: what was typed leads to nobody. */
const nobodyCodes: ReadonlySet<unknown> = new Set([32, 34, 10]);

/**
 * Who is meant: an account name, a UPN, `DOMAIN\name`, a mail address (OpenLDAP) or a DN.
 * @returns undefined when nobody, or more than one, is meant
 */
export async function findPerson(
  client: Client,
  config: DirectoryConfig,
  typed: string,
  nowMs: number,
): Promise<DirectoryEntry | undefined> {
  const kind = directoryKinds[config.kind];
  const found = isDn(typed)
    ? isBelow(typed, config.base) && (await search(client, config, typed, kind.personFilter, 'base'))
    : await search(client, config, config.base, kind.userFilter(typed), 'sub');
  const [entry, other] = found || [];
  if (!entry || other) return undefined;
  const name = kind.nameOf(entry)?.toLowerCase();
  return name === undefined ? undefined : { dn: entry.dn, name, problem: kind.problemOf(entry, nowMs) };
}

export function isDn(typed: string): boolean {
  return /^[A-Za-z][A-Za-z0-9.-]*=.*,/.test(typed);
}

function isBelow(dn: string, base: string): boolean {
  const folded = (text: string) => text.toLowerCase().replaceAll(/\s*,\s*/g, ',');
  return folded(dn).endsWith(`,${folded(base)}`);
}

async function search(
  client: Client,
  { kind }: DirectoryConfig,
  base: string,
  filter: string,
  scope: 'base' | 'sub',
): Promise<readonly Entry[]> {
  try {
    const attributes = [...directoryKinds[kind].attributes];
    const { searchEntries } = await client.search(base, { scope, filter, attributes, sizeLimit: 2 });
    return searchEntries;
  } catch (error) {
    if (nobodyCodes.has((error as { code?: unknown }).code)) return [];
    throw error;
  }
}
