import { z } from 'zod';
import { Secret } from './secret.ts';

/** Where the database is. `file` of SQLite as it was given; null: `netberth.db` in the data folder. */
export type DatabaseUrl =
  | { readonly kind: 'sqlite'; readonly file: string | null }
  | { readonly kind: 'postgres' | 'mysql' | 'mssql'; readonly url: Secret; readonly shown: string };

const kinds: Readonly<Record<string, 'postgres' | 'mysql' | 'mssql'>> = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mysql',
  'mssql:': 'mssql',
  'sqlserver:': 'mssql',
};

/** `sqlite:PATH`, `postgres://USER:PASSWORD@HOST/NAME`, `mysql://…`, `mariadb://…`, `mssql://…` */
export const databaseUrlSchema = z.string('is not a database URL').transform((text, context): DatabaseUrl => {
  if (text === '' || text === 'sqlite:') return { kind: 'sqlite', file: null };
  if (text.startsWith('sqlite:'))
    return { kind: 'sqlite', file: text.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '') };
  const url = URL.parse(text);
  const kind = kinds[url?.protocol ?? ''];
  if (url === null || kind === undefined) return refuse(context, 'is not a database URL that is known');
  if (url.hostname === '' && !url.searchParams.has('host')) return refuse(context, 'names no host');
  if (url.pathname.length < 2) return refuse(context, 'names no database');
  return { kind, url: new Secret(text), shown: withoutPassword(url) };
});

function refuse(context: { addIssue(message: string): void }, message: string): never {
  context.addIssue(message);
  return z.NEVER;
}

/** `postgres://netberth@db.example/netberth`: for start-up lines; the query may hold secrets and is left out. */
function withoutPassword(url: URL): string {
  const user = url.username === '' ? '' : `${url.username}@`;
  return `${url.protocol}//${user}${url.host}${url.pathname}`;
}
