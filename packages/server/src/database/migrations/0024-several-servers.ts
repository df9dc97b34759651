import type { Migration } from '../migration.ts';

/** What servers on one database must not each remember for themselves: webhooks of git that came before. */
export const severalServers: Migration = {
  name: '0024-several-servers',
  async up({ schema, column }) {
    await schema
      .createTable('git_deliveries')
      .addColumn('digest', column.name, (c) => c.primaryKey())
      .addColumn('at_ms', column.integer, (c) => c.notNull())
      .execute();
    await schema.createIndex('git_deliveries_by_time').on('git_deliveries').column('at_ms').execute();
  },
};
