import type { Migration } from '../migration.ts';

/** A machine may be served anything but its disk only with the key of its boot medium. */
export const machineProof: Migration = {
  name: '0014-machine-proof',
  async up({ schema, column }) {
    await schema.alterTable('machines').addColumn('proof', column.name).execute();
  },
};
