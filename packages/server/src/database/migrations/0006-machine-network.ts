import type { Migration } from '../migration.ts';

/** A machine's interfaces, addresses, VLANs and bonds, as one document; who has an address is asked when one is given. */
export const machineNetwork: Migration = {
  name: '0006-machine-network',
  async up({ schema, column }) {
    await schema.alterTable('machines').addColumn('network_json', column.text).execute();
    await schema.createIndex('machines_by_address').on('machines').column('address').execute();
  },
};
