import {
  MssqlQueryCompiler,
  OffsetNode,
  OrderByItemNode,
  OrderByNode,
  RawNode,
  TopNode,
  ValueNode,
} from 'kysely';
import type {
  ColumnDefinitionNode,
  InsertQueryNode,
  LimitNode,
  OperationNode,
  PrimaryKeyConstraintNode,
  SelectQueryNode,
  FetchNode,
} from 'kysely';

/**
 * Kysely's compiler for SQL Server leaves to whoever builds a query what the other databases say otherwise. Here it is said:
 *
 * - `limit` becomes `top (n)`, or `offset … fetch` where an order or an offset is wanted, which only goes together
 * - a computed column has no type, and `as` before its expression
 * - a primary key of names is no clustered one: that holds 900 bytes, any other 1700
 * - a row that brings its own key is let in
 */
export class NetberthMssqlCompiler extends MssqlQueryCompiler {
  protected override visitSelectQuery(node: SelectQueryNode): void {
    super.visitSelectQuery(node.limit === undefined ? node : limited(node, node.limit));
  }

  protected override visitFetch(node: FetchNode): void {
    this.append('fetch next ');
    this.visitNode(node.rowCount);
    this.append(' rows only');
  }

  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    if (node.generated?.expression !== undefined) {
      this.visitNode(node.column);
      this.append(' as (');
      this.visitNode(node.generated.expression);
      this.append(')');
      return;
    }
    const { primaryKey, ...column } = node;
    super.visitColumnDefinition(column);
    if (primaryKey === true)
      this.append(node.identity === true ? ' primary key' : ' primary key nonclustered');
  }

  protected override visitPrimaryKeyConstraint(node: PrimaryKeyConstraintNode): void {
    if (node.name) {
      this.append('constraint ');
      this.visitNode(node.name);
      this.append(' ');
    }
    this.append('primary key nonclustered (');
    this.compileList(node.columns);
    this.append(')');
  }

  protected override visitInsertQuery(node: InsertQueryNode): void {
    const table = tableWithItsKey(node);
    if (table === null) return super.visitInsertQuery(node);
    this.append(`set identity_insert "${table}" on; `);
    super.visitInsertQuery(node);
    this.append(`; set identity_insert "${table}" off`);
  }
}

function limited(whole: SelectQueryNode, { limit }: LimitNode): SelectQueryNode {
  const { limit: _, ...node } = whole;
  if (node.orderBy === undefined && node.offset === undefined && numberIn(limit) !== null)
    return { ...node, top: TopNode.create(numberIn(limit) ?? 0) };
  return {
    ...node,
    orderBy:
      node.orderBy ?? OrderByNode.create([OrderByItemNode.create(RawNode.createWithSql('(select null)'))]),
    offset: node.offset ?? OffsetNode.create(ValueNode.createImmediate(0)),
    fetch: { kind: 'FetchNode', rowCount: limit as ValueNode, modifier: 'only' },
  };
}

function numberIn(node: OperationNode): number | null {
  return ValueNode.is(node) && typeof node.value === 'number' ? node.value : null;
}

/** Every table that counts calls it `id`, but `boots`. */
function tableWithItsKey({ into, columns }: InsertQueryNode): string | null {
  const table = into?.table.identifier.name;
  const key = table === 'boots' ? 'number' : 'id';
  return table !== undefined && columns?.some(({ column }) => column.name === key) === true ? table : null;
}
