import { directoryCheck } from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { handleReadWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { DirectoryConfig } from '../../config/sign-in-config.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { Directory, LookUp } from './directory/directory.ts';
import { foldGroup, listGroups } from './group-store.ts';
import type { GroupRecord } from './group-store.ts';

type Check = OutputOf<typeof directoryCheck>;

export function directoryCommands(
  directory: Directory | undefined,
  config: DirectoryConfig | null,
): readonly CommandHandler[] {
  return [checkWith(directory, config)];
}

function checkWith(directory: Directory | undefined, config: DirectoryConfig | null): CommandHandler {
  return handleReadWithFiles(
    directoryCheck,
    function* ({ user }) {
      if (!directory || !config) throw new CommandRefused('noDirectory', {});
      return { directory, config, user, groups: yield* listGroups() };
    },
    async ({ directory: asked, config: { urls }, user, groups }): Promise<Check> => {
      const servers = await Promise.all(
        urls.map(async (url) => ({ url, problem: (await asked.probe(url)) ?? null })),
      );
      const isReachable = servers.some(({ problem }) => problem === null);
      const person = user === undefined ? null : viewPerson(user, await asked.lookUp?.(user), groups);
      const ok = servers.every(({ problem }) => problem === null) && (person?.problem ?? null) === null;
      return { ok: ok && isReachable, servers, person };
    },
  );
}

function viewPerson(
  name: string,
  found: LookUp | undefined,
  groups: readonly GroupRecord[],
): Check['person'] {
  const nobody = { name, dn: null, groups: [], roles: [] };
  if (found === undefined)
    return { ...nobody, problem: 'without directory.bindDn nobody can be looked up before they sign in' };
  if (found.kind !== 'known') return { ...nobody, problem: found.why };
  const member = new Set(found.proven.groups.map(foldGroup));
  const given = groups.filter(({ source, group }) => source === 'directory' && member.has(foldGroup(group)));
  const roles = [...new Set(given.flatMap((one) => one.roles))];
  return {
    ...{ name: found.proven.name, dn: found.dn, groups: [...found.proven.groups], roles },
    problem: roles.length > 0 ? null : 'no group of this user gives a role (netberth group set)',
  };
}
