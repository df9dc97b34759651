import type { Migration } from '../migration.ts';

/** People who sign in, their roles, and their sessions. */
export const access: Migration = {
  name: '0004-access',
  async up({ schema, column }) {
    await schema
      .createTable('users')
      .$call(column.generatedKey('id'))
      .addColumn('source', column.name, (c) => c.notNull())
      .addColumn('name', column.name, (c) => c.notNull())
      .addColumn('password_hash', column.text)
      .addColumn('roles_json', column.text, (c) => c.notNull())
      .addColumn('groups_json', column.text, (c) => c.notNull())
      .addColumn('disabled', column.integer, (c) => c.notNull())
      .addColumn('created_at_ms', column.integer, (c) => c.notNull())
      .addColumn('signed_in_at_ms', column.integer)
      .addColumn('checked_at_ms', column.integer)
      .addUniqueConstraint('users_name', ['source', 'name'])
      .execute();

    await schema
      .createTable('roles')
      .addColumn('name', column.name, (c) => c.primaryKey())
      .addColumn('summary', column.text, (c) => c.notNull())
      .addColumn('permissions_json', column.text, (c) => c.notNull())
      .execute();

    await schema
      .createTable('group_roles')
      .$call(column.generatedKey('id'))
      .addColumn('source', column.name, (c) => c.notNull())
      .addColumn('folded_group', column.name, (c) => c.notNull())
      .addColumn('group_name', column.text, (c) => c.notNull())
      .addColumn('roles_json', column.text, (c) => c.notNull())
      .addUniqueConstraint('group_roles_group', ['source', 'folded_group'])
      .execute();

    await schema
      .createTable('sessions')
      .$call(column.generatedKey('id'))
      .addColumn('session_hash', column.name, (c) => c.notNull().unique())
      .addColumn('user_id', column.integer, (c) => c.notNull())
      .addColumn('address', column.name, (c) => c.notNull())
      .addColumn('started_at_ms', column.integer, (c) => c.notNull())
      .addColumn('used_at_ms', column.integer, (c) => c.notNull())
      .addColumn('ends_at_ms', column.integer, (c) => c.notNull())
      .execute();
    await schema.createIndex('sessions_by_user').on('sessions').column('user_id').execute();

    await schema
      .createTable('sign_in_attempts')
      .$call(column.generatedKey('id'))
      .addColumn('subject', column.name, (c) => c.notNull())
      .addColumn('at_ms', column.integer, (c) => c.notNull())
      .execute();
    await schema
      .createIndex('sign_in_attempts_by_subject')
      .on('sign_in_attempts')
      .columns(['subject', 'at_ms'])
      .execute();

    await schema.alterTable('tokens').addColumn('owner_id', column.integer).execute();
  },
};
