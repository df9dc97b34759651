import type { Migration } from '../migration.ts';

/** What a person picked in the menu stands in the boot's own words. */
export const bootChoice: Migration = {
  name: '0002-boot-choice',
  async up({ schema, column }) {
    await schema.alterTable('boots').addColumn('choice', column.text).execute();
  },
};
