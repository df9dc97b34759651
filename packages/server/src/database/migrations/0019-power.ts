import type { Migration } from '../migration.ts';

/** How machines are switched, and what is done to their power. */
export const power: Migration = {
  name: '0019-power',
  async up({ schema, column }) {
    await schema
      .createTable('machine_power')
      .addColumn('machine_id', column.integer, (c) => c.primaryKey())
      .addColumn('driver', column.name, (c) => c.notNull())
      .addColumn('settings_json', column.text, (c) => c.notNull())
      .addColumn('state', column.name, (c) => c.notNull())
      .addColumn('tested_at_ms', column.integer)
      .addColumn('medium_id', column.integer)
      .addColumn('medium_grant_id', column.integer)
      .execute();
    await schema.createIndex('machine_power_by_medium').on('machine_power').column('medium_id').execute();

    await schema
      .createTable('power_batches')
      .$call(column.generatedKey('id'))
      .addColumn('version', column.integer, (c) => c.notNull())
      .addColumn('wave', column.integer, (c) => c.notNull())
      .addColumn('pause_ms', column.integer, (c) => c.notNull())
      .addColumn('max_failures', column.integer, (c) => c.notNull())
      .execute();

    await schema
      .createTable('power_orders')
      .$call(column.generatedKey('id'))
      .addColumn('machine_id', column.integer, (c) => c.notNull())
      .addColumn('action', column.name, (c) => c.notNull())
      .addColumn('next', column.name)
      .addColumn('status', column.name, (c) => c.notNull())
      .addColumn('version', column.integer, (c) => c.notNull())
      .addColumn('why', column.text)
      .addColumn('attempts', column.integer, (c) => c.notNull())
      .addColumn('due_at_ms', column.integer, (c) => c.notNull())
      .addColumn('is_sent', column.integer, (c) => c.notNull())
      .addColumn('batch_id', column.integer)
      .addColumn('wave', column.integer, (c) => c.notNull())
      .addColumn('grant_id', column.integer)
      .addColumn('created_by', column.text, (c) => c.notNull())
      .addColumn('created_at_ms', column.integer, (c) => c.notNull())
      .addColumn('ended_at_ms', column.integer)
      .execute();
    await schema
      .createIndex('power_orders_due')
      .on('power_orders')
      .columns(['status', 'due_at_ms'])
      .execute();
    await schema
      .createIndex('power_orders_by_machine')
      .on('power_orders')
      .columns(['machine_id', 'status'])
      .execute();
    await schema
      .createIndex('power_orders_by_batch')
      .on('power_orders')
      .columns(['batch_id', 'wave', 'status'])
      .execute();
  },
};
