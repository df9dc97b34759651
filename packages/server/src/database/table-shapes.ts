import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import type {
  AlterTableNode,
  ColumnDefinitionNode,
  CreateTableNode,
  OperationNode,
  RootOperationNode,
} from 'kysely';
import { migrations } from './migrate.ts';
import { toolsOf } from './migration.ts';
import type { ColumnKinds } from './migration.ts';

/** A table as the migrations make it; what a database computes by itself is left out. */
export type TableShape = {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** The column that the database counts up, if there is one. */
  readonly counted: string | null;
};

export type ColumnShape = { readonly name: string; readonly kind: 'integer' | 'name' | 'text' };

type Growing = { name: string; columns: ColumnShape[]; key: string[]; counted: string | null };

/**
 * The tables after some migrations, read out of the migrations themselves: they are the same whatever database keeps
 * them, and also for tables of another version.
 */
export async function tableShapes(done: readonly string[]): Promise<readonly TableShape[]> {
  const shapes = new Map<string, Growing>();
  for (const migration of migrations.filter(({ name }) => done.includes(name))) {
    const recorder = recorderOf((node) => apply(shapes, node));
    await migration.up(toolsOf(recorder, recordedColumns));
  }
  return [...shapes.values()];
}

const counted = 'counted';

const recordedColumns: ColumnKinds = {
  generatedKey: (name) => (table) => table.addColumn(name, sql.raw(counted), (c) => c.primaryKey()),
  name: sql.raw('name'),
  text: sql.raw('text'),
  integer: sql.raw('integer'),
  partIndex: 'none',
};

function recorderOf(record: (node: RootOperationNode) => void): Kysely<unknown> {
  return new Kysely({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (database) => new SqliteIntrospector(database),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    log: ({ query }) => record(query.query),
  });
}

function apply(shapes: Map<string, Growing>, node: RootOperationNode): void {
  switch (node.kind) {
    case 'CreateTableNode':
      return create(shapes, node);
    case 'AlterTableNode':
      return alter(shapes, node);
    case 'CreateIndexNode':
    case 'RawNode': // the index and the view that machines are searched by: made of what is in the tables
      return undefined;
    default:
      throw new Error(`Reading the migrations: what a ${node.kind} does to tables is not known here.`);
  }
}

function create(shapes: Map<string, Growing>, { table, columns, constraints }: CreateTableNode): void {
  const name = table.table.identifier.name;
  const shape: Growing = { name, columns: [], key: [], counted: null };
  for (const column of columns) addColumn(shape, column);
  for (const constraint of constraints ?? [])
    if (constraint.kind === 'PrimaryKeyConstraintNode')
      shape.key.push(...constraint.columns.map(({ column }) => column.name));
  shapes.set(name, shape);
}

function alter(shapes: Map<string, Growing>, { table, columnAlterations }: AlterTableNode): void {
  const name = table.table.identifier.name;
  const shape = shapes.get(name);
  if (shape === undefined) throw new Error(`Reading the migrations: nothing makes the table ${name}.`);
  for (const alteration of columnAlterations ?? []) {
    if (alteration.kind !== 'AddColumnNode')
      throw new Error(`Reading the migrations: what a ${alteration.kind} does to ${name} is not known here.`);
    addColumn(shape, alteration.column);
  }
}

function addColumn(shape: Growing, { column, dataType, primaryKey, generated }: ColumnDefinitionNode): void {
  if (generated !== undefined) return;
  const { name } = column.column;
  const word = wordOf(dataType);
  if (word === counted) shape.counted = name;
  if (primaryKey === true) shape.key.push(name);
  shape.columns.push({ name, kind: word === 'name' || word === 'text' ? word : 'integer' });
}

function wordOf(dataType: OperationNode): string {
  return 'sqlFragments' in dataType ? (dataType.sqlFragments as readonly string[]).join('') : '';
}
