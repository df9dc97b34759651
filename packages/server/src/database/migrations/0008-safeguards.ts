import type { Migration } from '../migration.ts';

/** What keeps one person from doing much harm: proposals, protection; and settings, webhooks, a shortened audit log. */
export const safeguards: Migration = {
  name: '0008-safeguards',
  async up({ schema, column }) {
    await schema
      .alterTable('machines')
      .addColumn('protected', column.integer, (c) => c.notNull().defaultTo(0))
      .execute();
    await schema.alterTable('grants').addColumn('grantor', column.name).execute();
    await schema
      .createIndex('grants_by_grantor')
      .on('grants')
      .columns(['grantor', 'created_at_ms'])
      .execute();

    await schema
      .createTable('grant_proposals')
      .$call(column.generatedKey('id'))
      .addColumn('status', column.name, (c) => c.notNull())
      .addColumn('version', column.integer, (c) => c.notNull())
      .addColumn('grantor', column.name, (c) => c.notNull())
      .addColumn('proposed_by', column.text, (c) => c.notNull())
      .addColumn('machines_json', column.text, (c) => c.notNull())
      .addColumn('order_json', column.text, (c) => c.notNull())
      .addColumn('why', column.text, (c) => c.notNull())
      .addColumn('reason', column.text)
      .addColumn('created_at_ms', column.integer, (c) => c.notNull())
      .addColumn('expires_at_ms', column.integer, (c) => c.notNull())
      .addColumn('decided_by', column.text)
      .addColumn('decided_at_ms', column.integer)
      .execute();

    await schema
      .createTable('settings')
      .addColumn('name', column.name, (c) => c.primaryKey())
      .addColumn('value_json', column.text, (c) => c.notNull())
      .addColumn('changed_by', column.text, (c) => c.notNull())
      .addColumn('changed_at_ms', column.integer, (c) => c.notNull())
      .execute();

    await schema
      .createTable('webhooks')
      .$call(column.generatedKey('id'))
      .addColumn('url', column.text, (c) => c.notNull())
      .addColumn('secret', column.text, (c) => c.notNull())
      .addColumn('events_json', column.text, (c) => c.notNull())
      .addColumn('created_by', column.text, (c) => c.notNull())
      .addColumn('created_at_ms', column.integer, (c) => c.notNull())
      .addColumn('delivered_at_ms', column.integer)
      .addColumn('failure', column.text)
      .addColumn('dropped', column.integer, (c) => c.notNull())
      .execute();

    await schema
      .createTable('webhook_deliveries')
      .$call(column.generatedKey('id'))
      .addColumn('webhook_id', column.integer, (c) => c.notNull())
      .addColumn('body_json', column.text, (c) => c.notNull())
      .addColumn('attempts', column.integer, (c) => c.notNull())
      .addColumn('next_at_ms', column.integer, (c) => c.notNull())
      .execute();
    await schema
      .createIndex('webhook_deliveries_by_time')
      .on('webhook_deliveries')
      .columns(['webhook_id', 'next_at_ms'])
      .execute();

    await schema
      .createTable('audit_starts')
      .addColumn('server', column.name, (c) => c.primaryKey())
      .addColumn('sequence', column.integer, (c) => c.notNull())
      .addColumn('mac', column.text, (c) => c.notNull())
      .addColumn('seal', column.text, (c) => c.notNull())
      .execute();
  },
};
