import type { Migration } from '../migration.ts';

/** Machines that ask again and again until it is their turn, or until a person has decided. */
export const waitingMachines: Migration = {
  name: '0025-waiting-machines',
  async up({ schema, column }) {
    await schema
      .createTable('waiting_machines')
      .addColumn('machine_id', column.integer, (c) => c.primaryKey())
      .addColumn('boot_number', column.integer, (c) => c.notNull())
      .addColumn('profile', column.name)
      .addColumn('since_ms', column.integer, (c) => c.notNull())
      .addColumn('seen_at_ms', column.integer, (c) => c.notNull())
      .addColumn('place', column.integer)
      .addColumn('waiting', column.integer)
      .addColumn('ready_at_ms', column.integer)
      .execute();
  },
};
