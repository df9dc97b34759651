import type { Migration } from '../migration.ts';

/** Secrets stand apart from what they belong to, sealed; `owner` is `profile:web`, `webhook:7`. */
export const secrets: Migration = {
  name: '0017-secrets',
  async up({ schema, column }) {
    await schema
      .createTable('secrets')
      .addColumn('owner', column.name, (c) => c.notNull())
      .addColumn('name', column.name, (c) => c.notNull())
      .addColumn('key_id', column.name, (c) => c.notNull())
      .addColumn('sealed', column.text, (c) => c.notNull())
      .addColumn('changed_at_ms', column.integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('secrets_of_owner', ['owner', 'name'])
      .execute();
  },
};
