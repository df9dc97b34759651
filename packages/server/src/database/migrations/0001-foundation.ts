import type { Migration } from '../migration.ts';

/** Machines, what they may boot, what they did, and who changed what. */
export const foundation: Migration = {
  name: '0001-foundation',
  async up({ schema, column }) {
    await schema
      .createTable('machines')
      .$call(column.generatedKey('id'))
      .addColumn('state', column.name, (c) => c.notNull())
      .addColumn('state_reason', column.text)
      .addColumn('held_from', column.name)
      .addColumn('version', column.integer, (c) => c.notNull())
      .addColumn('hostname', column.name)
      .addColumn('address', column.name)
      .addColumn('resting', column.name, (c) => c.notNull())
      .addColumn('metadata_json', column.text, (c) => c.notNull())
      .addColumn('hardware_json', column.text, (c) => c.notNull())
      .addColumn('grant_id', column.integer)
      .addColumn('started_boot', column.integer)
      .addColumn('pending_steps_json', column.text, (c) => c.notNull())
      .addColumn('first_seen_at_ms', column.integer)
      .addColumn('discovered_at_ms', column.integer)
      .addColumn('finished_at_ms', column.integer)
      .addColumn('created_at_ms', column.integer, (c) => c.notNull())
      .execute();
    await schema.createIndex('machines_by_hostname').on('machines').column('hostname').execute();
    await schema.createIndex('machines_by_first_sight').on('machines').column('first_seen_at_ms').execute();
    await schema.createIndex('machines_by_state').on('machines').columns(['state', 'id']).execute();

    await schema
      .createTable('identifiers')
      .addColumn('kind', column.name, (c) => c.notNull())
      .addColumn('value', column.name, (c) => c.notNull())
      .addColumn('machine_id', column.integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('identifiers_key', ['kind', 'value'])
      .execute();
    await schema.createIndex('identifiers_by_machine').on('identifiers').column('machine_id').execute();

    await schema
      .createTable('labels')
      .addColumn('machine_id', column.integer, (c) => c.notNull())
      .addColumn('name', column.name, (c) => c.notNull())
      .addColumn('value', column.name, (c) => c.notNull())
      .addPrimaryKeyConstraint('labels_key', ['machine_id', 'name'])
      .execute();
    await schema.createIndex('labels_by_value').on('labels').columns(['name', 'value']).execute();

    await schema
      .createTable('profiles')
      .$call(column.generatedKey('id'))
      .addColumn('name', column.name, (c) => c.notNull().unique())
      .addColumn('version', column.integer, (c) => c.notNull())
      .addColumn('folder', column.name, (c) => c.notNull())
      .addColumn('destructive', column.integer, (c) => c.notNull())
      .addColumn('retry_after_start', column.integer, (c) => c.notNull())
      .addColumn('is_private', column.integer, (c) => c.notNull())
      .addColumn('spec_json', column.text, (c) => c.notNull())
      .addColumn('answers_json', column.text, (c) => c.notNull())
      .addColumn('post_install', column.text)
      .addColumn('files_json', column.text, (c) => c.notNull())
      .addColumn('templates_json', column.text, (c) => c.notNull())
      .addColumn('warnings_json', column.text, (c) => c.notNull())
      .addColumn('imported_at_ms', column.integer, (c) => c.notNull())
      .addColumn('imported_by', column.name, (c) => c.notNull())
      .execute();

    await schema
      .createTable('grants')
      .$call(column.generatedKey('id'))
      .addColumn('machine_id', column.integer, (c) => c.notNull())
      .addColumn('status', column.name, (c) => c.notNull())
      .addColumn('version', column.integer, (c) => c.notNull())
      .addColumn('steps_json', column.text, (c) => c.notNull())
      .addColumn('step', column.integer, (c) => c.notNull())
      .addColumn('starts', column.integer, (c) => c.notNull())
      .addColumn('max_starts', column.integer, (c) => c.notNull())
      .addColumn('started_boot', column.integer)
      .addColumn('address', column.name)
      .addColumn('expires_at_ms', column.integer, (c) => c.notNull())
      .addColumn('created_at_ms', column.integer, (c) => c.notNull())
      .addColumn('created_by', column.name, (c) => c.notNull())
      .addColumn('reason', column.text)
      .execute();
    await schema.createIndex('grants_by_machine').on('grants').column('machine_id').execute();
    await schema.createIndex('grants_by_status').on('grants').columns(['status', 'expires_at_ms']).execute();

    await schema
      .createTable('boots')
      .$call(column.generatedKey('number'))
      .addColumn('machine_id', column.integer)
      .addColumn('at_ms', column.integer, (c) => c.notNull())
      .addColumn('address', column.name, (c) => c.notNull())
      .addColumn('decision', column.name, (c) => c.notNull())
      .addColumn('profile', column.name)
      .addColumn('reason_code', column.name, (c) => c.notNull())
      .addColumn('reason', column.text, (c) => c.notNull())
      .addColumn('grant_id', column.integer)
      .addColumn('step', column.integer)
      .addColumn('script', column.text, (c) => c.notNull())
      .addColumn('started_at_ms', column.integer)
      .addColumn('finished_at_ms', column.integer)
      .addColumn('failed_at_ms', column.integer)
      .execute();
    await schema
      .createTable('boot_index')
      .addColumn('machine_id', column.integer, (c) => c.notNull())
      .addColumn('number', column.integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('boot_index_key', ['machine_id', 'number'])
      .execute();
    await schema
      .createTable('watermarks')
      .addColumn('name', column.name, (c) => c.primaryKey())
      .addColumn('number', column.integer, (c) => c.notNull())
      .execute();

    await schema
      .createTable('boot_ids')
      .addColumn('hash', column.name, (c) => c.primaryKey())
      .addColumn('boot_number', column.integer, (c) => c.notNull())
      .addColumn('address', column.name, (c) => c.notNull())
      .addColumn('at_ms', column.integer, (c) => c.notNull())
      .execute();
    await schema
      .createIndex('boot_ids_by_address')
      .on('boot_ids')
      .columns(['address', 'boot_number'])
      .execute();
    await schema.createIndex('boot_ids_by_boot').on('boot_ids').column('boot_number').execute();

    await schema
      .createTable('callbacks')
      .$call(column.generatedKey('id'))
      .addColumn('boot_number', column.integer, (c) => c.notNull())
      .addColumn('at_ms', column.integer, (c) => c.notNull())
      .addColumn('kind', column.name, (c) => c.notNull())
      .addColumn('detail', column.text, (c) => c.notNull())
      .execute();
    await schema.createIndex('callbacks_by_boot').on('callbacks').column('boot_number').execute();

    await schema
      .createTable('fetched_files')
      .addColumn('boot_number', column.integer, (c) => c.notNull())
      .addColumn('file', column.name, (c) => c.notNull())
      .addColumn('size_bytes', column.integer, (c) => c.notNull())
      .addColumn('sent_bytes', column.integer, (c) => c.notNull())
      .addColumn('covered_bytes', column.integer, (c) => c.notNull())
      .addColumn('first_at_ms', column.integer, (c) => c.notNull())
      .addColumn('last_at_ms', column.integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('fetched_files_key', ['boot_number', 'file'])
      .execute();

    await schema
      .createTable('events')
      .$call(column.generatedKey('id'))
      .addColumn('at_ms', column.integer, (c) => c.notNull())
      .addColumn('severity', column.name, (c) => c.notNull())
      .addColumn('kind', column.name, (c) => c.notNull())
      .addColumn('message', column.text, (c) => c.notNull())
      .addColumn('machine_id', column.integer)
      .execute();
    await schema.createIndex('events_by_machine').on('events').columns(['machine_id', 'id']).execute();

    await schema
      .createTable('tokens')
      .$call(column.generatedKey('id'))
      .addColumn('name', column.name, (c) => c.notNull())
      .addColumn('token_hash', column.name, (c) => c.notNull().unique())
      .addColumn('permissions_json', column.text, (c) => c.notNull())
      .addColumn('created_by', column.name, (c) => c.notNull())
      .addColumn('created_at_ms', column.integer, (c) => c.notNull())
      .addColumn('expires_at_ms', column.integer, (c) => c.notNull())
      .addColumn('revoked_at_ms', column.integer)
      .addColumn('last_used_at_ms', column.integer)
      .execute();

    await schema
      .createTable('audit_records')
      .$call(column.generatedKey('id'))
      .addColumn('server', column.name, (c) => c.notNull())
      .addColumn('sequence', column.integer, (c) => c.notNull())
      .addColumn('at_ms', column.integer, (c) => c.notNull())
      .addColumn('actor', column.name, (c) => c.notNull())
      .addColumn('origin', column.name, (c) => c.notNull())
      .addColumn('command', column.name, (c) => c.notNull())
      .addColumn('target', column.name)
      .addColumn('before_json', column.text, (c) => c.notNull())
      .addColumn('after_json', column.text, (c) => c.notNull())
      .addColumn('reason', column.text)
      .addColumn('previous_mac', column.name, (c) => c.notNull())
      .addColumn('mac', column.name, (c) => c.notNull())
      .addUniqueConstraint('audit_records_sequence', ['server', 'sequence'])
      .execute();
  },
};
