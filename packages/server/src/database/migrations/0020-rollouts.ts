import type { Migration } from '../migration.ts';

/** Versions of an image, and the roll-outs that bring machines from one to the next. */
export const rollouts: Migration = {
  name: '0020-rollouts',
  async up({ schema, column }) {
    await schema.alterTable('machines').addColumn('rollout_id', column.integer).execute();

    await schema
      .createTable('image_versions')
      .addColumn('image', column.name, (c) => c.notNull())
      .addColumn('number', column.integer, (c) => c.notNull())
      .addColumn('profile', column.name, (c) => c.notNull())
      .addPrimaryKeyConstraint('image_versions_key', ['image', 'number'])
      .execute();

    await schema
      .createTable('rollouts')
      .$call(column.generatedKey('id'))
      .addColumn('image', column.name, (c) => c.notNull())
      .addColumn('profile', column.name, (c) => c.notNull())
      .addColumn('profile_version', column.integer, (c) => c.notNull())
      .addColumn('status', column.name, (c) => c.notNull())
      .addColumn('version', column.integer, (c) => c.notNull())
      .addColumn('why', column.text)
      .addColumn('order_json', column.text, (c) => c.notNull())
      .addColumn('grantor', column.name, (c) => c.notNull())
      .addColumn('created_by', column.text, (c) => c.notNull())
      .addColumn('created_at_ms', column.integer, (c) => c.notNull())
      .addColumn('ended_at_ms', column.integer)
      .execute();
    await schema.createIndex('rollouts_by_image').on('rollouts').columns(['image', 'id']).execute();
    await schema.createIndex('rollouts_by_status').on('rollouts').column('status').execute();

    await schema
      .createTable('rollout_machines')
      .addColumn('rollout_id', column.integer, (c) => c.notNull())
      .addColumn('machine_id', column.integer, (c) => c.notNull())
      .addColumn('phase', column.name, (c) => c.notNull())
      .addColumn('previous', column.name, (c) => c.notNull())
      .addColumn('staged', column.integer, (c) => c.notNull())
      .addColumn('called_at_ms', column.integer)
      .addColumn('booted_at_ms', column.integer)
      .addColumn('why', column.text)
      .addPrimaryKeyConstraint('rollout_machines_key', ['rollout_id', 'machine_id'])
      .execute();
    await schema
      .createIndex('rollout_machines_by_machine')
      .on('rollout_machines')
      .columns(['machine_id', 'phase'])
      .execute();
    await schema
      .createIndex('rollout_machines_by_phase')
      .on('rollout_machines')
      .columns(['rollout_id', 'phase'])
      .execute();
  },
};
