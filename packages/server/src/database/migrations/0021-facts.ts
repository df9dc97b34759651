import type { Migration } from '../migration.ts';

/** What machines are made of, as it was found, and the values by which they are looked for. */
export const facts: Migration = {
  name: '0021-facts',
  async up({ schema, column }) {
    await schema
      .createTable('machine_facts')
      .$call(column.generatedKey('id'))
      .addColumn('machine_id', column.integer, (c) => c.notNull())
      .addColumn('boot_number', column.integer)
      .addColumn('at_ms', column.integer, (c) => c.notNull())
      .addColumn('seen_at_ms', column.integer, (c) => c.notNull())
      .addColumn('differences_json', column.text, (c) => c.notNull())
      .addColumn('facts_json', column.text, (c) => c.notNull())
      .execute();
    await schema
      .createIndex('machine_facts_by_machine')
      .on('machine_facts')
      .columns(['machine_id', 'id'])
      .execute();

    await schema
      .createTable('fact_values')
      .addColumn('machine_id', column.integer, (c) => c.notNull())
      .addColumn('name', column.name, (c) => c.notNull())
      .addColumn('value', column.name, (c) => c.notNull())
      .addColumn('number', column.integer)
      .execute();
    await schema
      .createIndex('fact_values_by_machine')
      .on('fact_values')
      .columns(['machine_id', 'name'])
      .execute();
    await schema.createIndex('fact_values_by_value').on('fact_values').columns(['name', 'value']).execute();
    await schema.createIndex('fact_values_by_number').on('fact_values').columns(['name', 'number']).execute();
  },
};
