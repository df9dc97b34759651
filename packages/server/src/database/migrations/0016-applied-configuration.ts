import type { Migration } from '../migration.ts';

/** What an apply of a folder has said of each thing, to tell drift from a new wish; and which grants it has given. */
export const appliedConfiguration: Migration = {
  name: '0016-applied-configuration',
  async up({ schema, column }) {
    await schema
      .createTable('applied_configuration')
      .addColumn('kind', column.name, (c) => c.notNull())
      .addColumn('name', column.name, (c) => c.notNull())
      .addColumn('digest', column.text, (c) => c.notNull())
      .addColumn('applied_at_ms', column.integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('applied_configuration_key', ['kind', 'name'])
      .execute();
  },
};
