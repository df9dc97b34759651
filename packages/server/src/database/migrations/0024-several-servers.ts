import type { Migration } from '../migration.ts';

/** What servers on one database must know of each other: webhooks of git that came before, files that they share. */
export const severalServers: Migration = {
  name: '0024-several-servers',
  async up({ schema, column }) {
    await schema
      .createTable('git_deliveries')
      .addColumn('digest', column.name, (c) => c.primaryKey())
      .addColumn('at_ms', column.integer, (c) => c.notNull())
      .execute();
    await schema.createIndex('git_deliveries_by_time').on('git_deliveries').column('at_ms').execute();

    await schema
      .createTable('shared_files')
      .addColumn('path', column.name, (c) => c.primaryKey())
      .addColumn('object', column.name, (c) => c.notNull())
      .addColumn('size_bytes', column.integer, (c) => c.notNull())
      .addColumn('sha256', column.name, (c) => c.notNull())
      .addColumn('changed_number', column.integer, (c) => c.notNull())
      .addColumn('is_gone', column.integer, (c) => c.notNull())
      .execute();
    await schema.createIndex('shared_files_by_change').on('shared_files').column('changed_number').execute();
  },
};
