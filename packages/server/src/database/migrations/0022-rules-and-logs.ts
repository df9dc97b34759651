import type { Migration } from '../migration.ts';

/** Rules, what they have found, and the machines that they are still to look at; and what installers say of their work. */
export const rulesAndLogs: Migration = {
  name: '0022-rules-and-logs',
  async up({ schema, column }) {
    await schema
      .createTable('rules')
      .addColumn('name', column.name, (c) => c.primaryKey())
      .addColumn('wanted_json', column.text, (c) => c.notNull())
      .addColumn('grantor', column.name, (c) => c.notNull())
      .addColumn('changed_by', column.text, (c) => c.notNull())
      .addColumn('changed_at_ms', column.integer, (c) => c.notNull())
      .execute();

    await schema
      .createTable('rule_findings')
      .addColumn('rule', column.name, (c) => c.notNull())
      .addColumn('machine_id', column.integer, (c) => c.notNull())
      .addColumn('mode', column.name, (c) => c.notNull())
      .addColumn('at_ms', column.integer, (c) => c.notNull())
      .addColumn('did_json', column.text, (c) => c.notNull())
      .addColumn('refused_json', column.text, (c) => c.notNull())
      .addColumn('granted_at_ms', column.integer)
      .addPrimaryKeyConstraint('rule_findings_key', ['rule', 'machine_id'])
      .execute();
    await schema.createIndex('rule_findings_by_machine').on('rule_findings').column('machine_id').execute();
    await schema
      .createIndex('rule_findings_by_grant')
      .on('rule_findings')
      .columns(['rule', 'granted_at_ms'])
      .execute();

    await schema
      .createTable('rule_queue')
      .$call(column.generatedKey('id'))
      .addColumn('machine_id', column.integer, (c) => c.notNull())
      .addColumn('rule', column.name)
      .addColumn('due_at_ms', column.integer, (c) => c.notNull())
      .execute();
    await schema.createIndex('rule_queue_by_due').on('rule_queue').columns(['due_at_ms', 'id']).execute();

    await schema
      .createTable('boot_logs')
      .addColumn('boot_number', column.integer, (c) => c.primaryKey())
      .addColumn('line_count', column.integer, (c) => c.notNull())
      .addColumn('size_bytes', column.integer, (c) => c.notNull())
      .addColumn('dropped_count', column.integer, (c) => c.notNull())
      .addColumn('stage', column.name)
      .addColumn('stage_at_ms', column.integer)
      .execute();
    await schema
      .createTable('boot_log_lines')
      .$call(column.generatedKey('id'))
      .addColumn('boot_number', column.integer, (c) => c.notNull())
      .addColumn('at_ms', column.integer, (c) => c.notNull())
      .addColumn('way', column.name, (c) => c.notNull())
      .addColumn('severity', column.integer)
      .addColumn('program', column.text, (c) => c.notNull())
      .addColumn('text', column.text, (c) => c.notNull())
      .execute();
    await schema
      .createIndex('boot_log_lines_by_boot')
      .on('boot_log_lines')
      .columns(['boot_number', 'id'])
      .execute();
  },
};
