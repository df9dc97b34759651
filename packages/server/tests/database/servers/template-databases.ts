import mysql from 'mysql2/promise';
import { openDatabase } from '../../../src/database/open-database.ts';
import { runMysql } from './mariadb-server.ts';
import { runPostgres } from './run-postgres.ts';

/** A database with this version's tables and nothing in them, which others are copied from: making tables takes long. */
const template = 'netberth_template';

export async function makePostgresTemplate(adminUrl: string): Promise<void> {
  await runPostgres(adminUrl, `create database ${template} template template0`);
  await (await openDatabase(withDatabase(adminUrl, template), Date.now)).close();
}

export async function copyPostgresTemplate(adminUrl: string, name: string): Promise<string> {
  await runPostgres(adminUrl, `create database ${name} template ${template}`);
  return withDatabase(adminUrl, name);
}

export async function makeMysqlTemplate(adminUrl: string): Promise<void> {
  await runMysql(adminUrl, `create database ${template}`);
  await (await openDatabase(withDatabase(adminUrl, template), Date.now)).close();
}

export async function copyMysqlTemplate(adminUrl: string, name: string): Promise<string> {
  const connection = await mysql.createConnection({ uri: adminUrl, multipleStatements: true });
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>(
      `select table_name as name, table_type as kind from information_schema.tables where table_schema = '${template}'`,
    );
    const tables = rows.filter((row) => row['kind'] === 'BASE TABLE').map((row) => String(row['name']));
    const [[view]] = await connection.query<mysql.RowDataPacket[]>(
      `show create view ${template}.machine_search`,
    );
    await connection.query(
      [
        `create database ${name}`,
        `use ${name}`,
        ...tables.map((table) => `create table ${table} like ${template}.${table}`),
        `insert into migrations select * from ${template}.migrations`,
        String(view?.['Create View']).replaceAll(`\`${template}\`.`, ''),
      ].join(';\n'),
    );
  } finally {
    await connection.end();
  }
  return withDatabase(adminUrl, name);
}

export function withDatabase(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
