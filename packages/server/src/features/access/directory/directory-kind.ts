import { escapeFilter } from 'ldapts';
import type { Entry } from 'ldapts';
import { activeDirectoryProblem, openldapProblem } from './account-problem.ts';
import { firstOf } from './directory-entry.ts';

/** How the two families of directories differ. */
export type DirectoryKind = {
  readonly attributes: readonly string[];
  readonly nameOf: (entry: Entry) => string | undefined;
  readonly problemOf: (entry: Entry, nowMs: number) => string | undefined;
  /** Who is meant by what somebody typed; every character of it stands for itself. */
  readonly userFilter: (typed: string) => string;
  /** Any person, for a search that begins at a DN. */
  readonly personFilter: string;
  /** The groups that have one of these as a member; `isNested`: also through other groups. */
  readonly groupFilter: (memberDns: readonly string[]) => string;
  readonly isNested: boolean;
  /** By what a group may be called here, beside its DN; only what is unique in the directory. */
  readonly groupName: string | undefined;
};

const activeDirectory: DirectoryKind = {
  attributes: [
    'sAMAccountName',
    'userAccountControl',
    'accountExpires',
    'lockoutTime',
    'msDS-User-Account-Control-Computed',
  ],
  nameOf: (entry) => firstOf(entry, 'sAMAccountName'),
  problemOf: activeDirectoryProblem,
  userFilter: (typed) => {
    const account = typed.replace(/^[^\\]*\\/, '');
    return escapeFilter`(&(objectCategory=person)(objectClass=user)(|(sAMAccountName=${account})(userPrincipalName=${typed})))`;
  },
  personFilter: '(&(objectCategory=person)(objectClass=user))',
  // LDAP_MATCHING_RULE_IN_CHAIN: the server follows groups in groups.
  groupFilter: ([dn = '']) => escapeFilter`(&(objectClass=group)(member:1.2.840.113556.1.4.1941:=${dn}))`,
  isNested: true,
  groupName: 'sAMAccountName',
};

const openldap: DirectoryKind = {
  attributes: ['uid', 'pwdAccountLockedTime', 'shadowExpire'],
  nameOf: (entry) => firstOf(entry, 'uid'),
  problemOf: openldapProblem,
  userFilter: (typed) => escapeFilter`(&(objectClass=person)(|(uid=${typed})(mail=${typed})))`,
  personFilter: '(objectClass=person)',
  groupFilter: (dns) => {
    const members = dns.map((dn) => escapeFilter`(member=${dn})(uniqueMember=${dn})`).join('');
    return `(|${members})`;
  },
  isNested: false,
  groupName: undefined,
};

export const directoryKinds = { 'active-directory': activeDirectory, openldap } as const;
