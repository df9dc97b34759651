import { readFile } from 'node:fs/promises';
import type { Client } from 'ldapts';
import type { DirectoryConfig } from '../../../config/sign-in-config.ts';
import { isPrintable } from '../../../platform/printable.ts';
import type { PasswordSource, Proven, Verdict } from '../password-source.ts';
import { bindProblem } from './account-problem.ts';
import { findGroups } from './find-groups.ts';
import { findPerson, isDn } from './find-person.ts';
import { askDirectory, DirectoryUnreachable } from './open-directory.ts';

export type Directory = PasswordSource & {
  /** What the directory says of somebody now, without a password; needs an account of ours to ask with. */
  readonly lookUp: ((name: string) => Promise<LookUp>) | undefined;
  /** Whether one server can be used. @returns what is wrong with it */
  readonly probe: (url: string) => Promise<string | undefined>;
};

export type LookUp =
  | { readonly kind: 'known'; readonly dn: string; readonly proven: Proven }
  /** There is nobody of that name, or the account is not to be used any more. */
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'unreachable'; readonly why: string };

const invalidCredentials = 49;

/** @throws when the file with the CA cannot be read */
export async function openDirectory(config: DirectoryConfig, clock: () => number): Promise<Directory> {
  const { caFile } = config;
  const ca = caFile === null ? null : await readFile(caFile, 'utf8');
  return makeDirectory(config, ca, clock);
}

/**
 * Active Directory, Samba or OpenLDAP.
 * @param ca the text of `directory.ca`
 */
function makeDirectory(config: DirectoryConfig, ca: string | null, clock: () => number): Directory {
  const servers = { urls: config.urls, ca };
  return {
    label: config.label,
    check: (name, password) =>
      asVerdict(() => askDirectory(servers, (client) => check(client, name, password))),
    lookUp:
      config.bind === null
        ? undefined
        : (name) => asLookUp(() => askDirectory(servers, (client) => lookUp(client, name))),
    probe: async (url) => {
      try {
        await askDirectory({ urls: [url], ca }, bindOurselves);
        return undefined;
      } catch (error) {
        return messageOf(error).replace(`${url}: `, '');
      }
    },
  };

  async function check(client: Client, typed: string, password: string): Promise<Verdict> {
    // A bind without a password is anonymous and succeeds; some servers read a name up to a NUL.
    if (password === '' || !isPrintable(typed)) return { kind: 'wrong' };
    return config.bind === null
      ? await checkDirectly(client, typed, password)
      : await checkBySearch(client, typed, password);
  }

  async function checkBySearch(client: Client, typed: string, password: string): Promise<Verdict> {
    await bindOurselves(client);
    const person = await findPerson(client, config, typed, clock());
    if (!person) return { kind: 'wrong' };
    const refused = await bindAs(client, person.dn, password, person.name);
    if (refused) return refused;
    if (person.problem !== undefined) return { kind: 'refused', name: person.name, why: person.problem };
    await bindOurselves(client);
    return { kind: 'right', proven: await prove(client, person) };
  }

  async function checkDirectly(client: Client, typed: string, password: string): Promise<Verdict> {
    const refused = await bindAs(client, bindName(typed), password, typed.toLowerCase());
    if (refused) return refused;
    const person = await findPerson(client, config, typed, clock());
    if (!person) return { kind: 'wrong' };
    if (person.problem !== undefined) return { kind: 'refused', name: person.name, why: person.problem };
    return { kind: 'right', proven: await prove(client, person) };
  }

  /** A plain name alone could be the name of a SASL mechanism, which means something else to a bind. */
  function bindName(typed: string): string {
    if (isDn(typed) || /[@\\]/.test(typed)) return typed;
    return config.domain === null ? `uid=${escapeDn(typed)},${config.base}` : `${typed}@${config.domain}`;
  }

  async function lookUp(client: Client, name: string): Promise<LookUp> {
    await bindOurselves(client);
    const person = await findPerson(client, config, name, clock());
    if (!person) return { kind: 'gone', why: 'nobody of that name is in the directory' };
    if (person.problem !== undefined) return { kind: 'gone', why: person.problem };
    return { kind: 'known', dn: person.dn, proven: await prove(client, person) };
  }

  async function prove(client: Client, { dn, name }: { dn: string; name: string }): Promise<Proven> {
    return { source: 'directory', name, groups: await findGroups(client, config, dn) };
  }

  async function bindOurselves(client: Client): Promise<void> {
    if (config.bind === null) return;
    try {
      await client.bind(config.bind.dn, config.bind.password.reveal());
    } catch (error) {
      if ((error as { code?: unknown }).code !== invalidCredentials) throw error;
      const why = 'it refuses our own account (directory.bindDn, directory.bindPassword)';
      throw new DirectoryUnreachable(why, { cause: error });
    }
  }
}

/** @returns undefined when the directory accepts the password */
async function bindAs(
  client: Client,
  dn: string,
  password: string,
  name: string,
): Promise<Verdict | undefined> {
  try {
    await client.bind(dn, password);
    return undefined;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'number' || code === 51 || code === 52) throw error;
    const why = bindProblem(error instanceof Error ? error.message : '');
    if (why === undefined) return { kind: 'wrong' };
    // Active Directory says this to any password: whoever is told would know that there is such an account.
    if (why === 'it is locked') return { kind: 'wrong', known: { name, why } };
    return { kind: 'refused', name, why };
  }
}

async function asVerdict(run: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await run();
  } catch (error) {
    return { kind: 'unreachable', why: messageOf(error) };
  }
}

async function asLookUp(run: () => Promise<LookUp>): Promise<LookUp> {
  try {
    return await run();
  } catch (error) {
    return { kind: 'unreachable', why: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** RFC 4514 2.4 */
function escapeDn(value: string): string {
  return value.replaceAll(/[\\,+"<>;=#\0]/g, (character) => {
    return `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
