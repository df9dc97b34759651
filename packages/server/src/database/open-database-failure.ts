import { mssqlOpeningProblem } from './mssql-dialect.ts';
import { mysqlOpeningProblem } from './mysql-dialect.ts';
import { postgresOpeningProblem } from './postgres-dialect.ts';
import type { OpeningProblem } from './server-dialect.ts';

/** Say what is wrong and what to do. No driver puts the password into its message. */
export function describeOpeningFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const certificate = certificateAdvice(error);
  if (certificate !== undefined) return `${certificate} The answer was: ${messageOf(error)}`;
  const problem = mysqlOpeningProblem(error) ?? postgresOpeningProblem(error) ?? mssqlOpeningProblem(error);
  if (problem !== undefined) return `${serverAdvice[problem]} The answer was: ${messageOf(error)}`;
  return sqliteAdvice[sqliteCode(error)] ?? messageOf(error);
}

const serverAdvice: Readonly<Record<OpeningProblem, string>> = {
  unreachable: 'the server cannot be reached. Start it, or correct host and port.',
  login: 'the server does not let this user in. Correct user and password.',
  database: 'there is no such database for this user. Create it (create database …), or correct the name.',
  right: 'this user may not create tables there. Grant it that right on the database.',
};

/** Drivers keep the code of Node's TLS, or only its sentence. */
function certificateAdvice(error: Error): string | undefined {
  const { code } = error as { code?: unknown };
  const told = `${String(code)} ${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`;
  if (/ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames/.test(told))
    return 'its certificate is for another name than the one in the URL. Write the name that it is for, or give the server one for this name.';
  if (/CERT_HAS_EXPIRED|certificate has expired/.test(told))
    return 'its certificate has expired. Give the server a new one.';
  if (/SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET)|self-signed certificate|unable to (verify|get)/.test(told))
    return 'its certificate is by a CA that is not known here, or by none. Name the file with the right CA in the URL (docs/databases.md).';
  return undefined;
}

const sqliteAdvice: Readonly<Record<string, string>> = {
  SQLITE_CANTOPEN:
    'the file cannot be opened. Its folder must exist, and this user must be able to write there.',
  SQLITE_READONLY: 'the file cannot be written. Give this user the right, or another path.',
  SQLITE_NOTADB: 'the file is no SQLite database. Give another path.',
  SQLITE_BUSY: 'another process uses the file. Stop that one.',
};

function sqliteCode(error: Error): string {
  const { code } = error as { code?: unknown };
  if (error.message.includes('directory does not exist')) return 'SQLITE_CANTOPEN';
  return typeof code === 'string' ? (/^SQLITE_[A-Z]+/.exec(code)?.[0] ?? '') : '';
}

/** A host with several addresses fails with one error for each, and no message of its own. */
function messageOf(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map(String).join('; ');
  return error.message;
}
