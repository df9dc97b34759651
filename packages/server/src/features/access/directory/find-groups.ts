import type { Client, Entry } from 'ldapts';
import type { DirectoryConfig } from '../../../config/sign-in-config.ts';
import { firstOf } from './directory-entry.ts';
import { directoryKinds } from './directory-kind.ts';

const pageSize = 500;
/** Nobody is in so many groups; a ring of groups must end. */
const maxGroups = 5000;

/** Every group somebody is in, also through other groups: DNs, and the names that are unique. */
export async function findGroups(
  client: Client,
  config: DirectoryConfig,
  dn: string,
): Promise<readonly string[]> {
  const { isNested, groupName } = directoryKinds[config.kind];
  const groups = new Map<string, Entry>();
  let members: readonly string[] = [dn];
  while (members.length > 0 && groups.size < maxGroups) {
    const found = await groupsWith(client, config, members);
    const fresh = found.filter((entry) => !groups.has(entry.dn.toLowerCase()));
    for (const entry of fresh) groups.set(entry.dn.toLowerCase(), entry);
    members = isNested ? [] : fresh.map((entry) => entry.dn);
  }
  const entries = [...groups.values()];
  const names = groupName === undefined ? [] : entries.flatMap((entry) => firstOf(entry, groupName) ?? []);
  return [...entries.map((entry) => entry.dn), ...names];
}

async function groupsWith(
  client: Client,
  { kind, base }: DirectoryConfig,
  members: readonly string[],
): Promise<readonly Entry[]> {
  const { groupFilter, groupName } = directoryKinds[kind];
  const attributes = [groupName ?? 'cn'];
  const found: Entry[] = [];
  for (let start = 0; start < members.length; start += 50) {
    const filter = groupFilter(members.slice(start, start + 50));
    const { searchEntries } = await client.search(base, {
      ...{ scope: 'sub', filter, attributes, paged: { pageSize } },
    });
    found.push(...searchEntries);
  }
  return found;
}
