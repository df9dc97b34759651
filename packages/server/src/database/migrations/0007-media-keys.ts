import type { Migration } from '../migration.ts';

/** Media carry keys and are made by the batch; a profile may ask for the key. */
export const mediaKeys: Migration = {
  name: '0007-media-keys',
  async up({ schema, column }) {
    await schema.alterTable('media').addColumn('key_hash', column.name).execute();
    await schema.alterTable('media').addColumn('batch_id', column.integer).execute();
    await schema.createIndex('media_by_batch').on('media').column('batch_id').execute();
    await schema.alterTable('profiles').addColumn('proof', column.name).execute();
    await schema
      .createTable('media_batches')
      .$call(column.generatedKey('id'))
      .addColumn('token_hash', column.name, (c) => c.notNull().unique())
      .addColumn('order_json', column.text, (c) => c.notNull())
      .addColumn('media', column.integer, (c) => c.notNull())
      .addColumn('created_by', column.text, (c) => c.notNull())
      .addColumn('created_at_ms', column.integer, (c) => c.notNull())
      .addColumn('ends_at_ms', column.integer, (c) => c.notNull())
      .execute();
  },
};
