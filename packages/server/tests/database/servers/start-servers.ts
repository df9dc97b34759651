import type { TestProject } from 'vitest/node';
import { startMariadb } from './mariadb-server.ts';
import { startPostgres } from './postgres-server.ts';
import { makeMysqlTemplate, makePostgresTemplate } from './template-databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    mariadbUrl: string;
    postgresCa: string;
    mariadbCa: string;
  }
}

/** Vitest calls this once a run, before the first test file, and what it gives back after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, mariadb] = await Promise.all([startPostgres(), startMariadb()]);
  await Promise.all([makePostgresTemplate(postgres.adminUrl), makeMysqlTemplate(mariadb.adminUrl)]);
  project.provide('postgresUrl', postgres.adminUrl);
  project.provide('mariadbUrl', mariadb.adminUrl);
  project.provide('postgresCa', postgres.ca);
  project.provide('mariadbCa', mariadb.ca);
  return async () => {
    await Promise.all([postgres.stop(), mariadb.stop()]);
  };
}
