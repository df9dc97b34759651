import type { Migration } from '../migration.ts';

/** What was booted from the menu, counted; and how far the logs of static menus have been read. */
export const usage: Migration = {
  name: '0013-usage',
  async up({ schema, column }) {
    await schema
      .createTable('boot_counts')
      .addColumn('key', column.name, (c) => c.primaryKey())
      .addColumn('source', column.name, (c) => c.notNull())
      .addColumn('day', column.name, (c) => c.notNull())
      .addColumn('product', column.name, (c) => c.notNull())
      .addColumn('version', column.name, (c) => c.notNull())
      .addColumn('arch', column.name, (c) => c.notNull())
      .addColumn('firmware', column.name, (c) => c.notNull())
      .addColumn('country', column.name, (c) => c.notNull())
      .addColumn('boots', column.integer, (c) => c.notNull())
      .execute();
    await schema.createIndex('boot_counts_by_day').on('boot_counts').column('day').execute();

    await schema
      .createTable('counted_logs')
      .$call(column.generatedKey('id'))
      .addColumn('name', column.text, (c) => c.notNull())
      .addColumn('head', column.name, (c) => c.notNull())
      .addColumn('sha256', column.name, (c) => c.notNull())
      .addColumn('size_bytes', column.integer, (c) => c.notNull())
      .addColumn('boots', column.integer, (c) => c.notNull())
      .addColumn('counted_at_ms', column.integer, (c) => c.notNull())
      .execute();
    await schema.createIndex('counted_logs_by_head').on('counted_logs').column('head').execute();
  },
};
