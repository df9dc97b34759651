import type { Migration } from '../migration.ts';

/** Boot media that were made for machines: what they say, and the token by which their image is fetched. */
export const media: Migration = {
  name: '0003-media',
  async up({ schema, column }) {
    await schema
      .createTable('media')
      .$call(column.generatedKey('id'))
      .addColumn('machine_id', column.integer, (c) => c.notNull())
      .addColumn('token_hash', column.name, (c) => c.notNull().unique())
      .addColumn('order_json', column.text, (c) => c.notNull())
      .addColumn('created_by', column.text, (c) => c.notNull())
      .addColumn('created_at_ms', column.integer, (c) => c.notNull())
      .addColumn('revoked_at_ms', column.integer)
      .execute();
    await schema.createIndex('media_by_machine').on('media').column('machine_id').execute();
  },
};
