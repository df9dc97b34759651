import type { AuditTrail } from '../../commands/audit-trail.ts';
import { writeAudited } from '../../commands/write-audited.ts';
import { change, now, readFirst, statement, UniqueViolation } from '../../database/work.ts';
import type { Database } from '../../database/work.ts';
import { hashPassword, newPassword } from './password.ts';
import { insertUser } from './user-store.ts';

export type FirstAdministrator = { readonly name: string; readonly password: string };

/** Once made, never made again: not even when it was removed. */
const mark = { name: 'first-administrator' };
const findMark = statement<{ name: string }>()((query, { name }) =>
  query.selectFrom('watermarks').select('number').where('name', '=', name),
);
const insertMark = statement<{ name: string }>()((query, { name }) =>
  query.insertInto('watermarks').values({ name, number: 1 }),
);

/**
 * At the first start with a database: an account that may do everything.
 * @returns its password, which is nowhere stored; undefined when there was one already
 */
export async function makeFirstAdministrator(tools: {
  readonly database: Database;
  readonly audit: AuditTrail;
}): Promise<FirstAdministrator | undefined> {
  if (await tools.database.read(() => readFirst(findMark, mark))) return undefined;
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  const name = 'admin';
  try {
    await writeAudited(tools, function* () {
      yield* change(insertMark, mark);
      const roles = ['administrator'];
      const user = yield* insertUser({
        ...{ source: 'local', name, passwordHash, roles, groups: [], disabled: false },
        ...{ createdAtMs: yield* now(), signedInAtMs: null, checkedAtMs: null },
      });
      const actor = { name: 'netberth', origin: 'first start', permissions: new Set<never>() };
      const after = { name, roles };
      const entry = { actor, command: 'user.add', target: `user:${user.id}`, before: null, after };
      return { result: undefined, entry };
    });
  } catch (error) {
    // Another server on this database was first.
    if (error instanceof UniqueViolation) return undefined;
    throw error;
  }
  return { name, password };
}
