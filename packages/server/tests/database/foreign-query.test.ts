import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { readQuery } from '../../src/database/foreign/read-query.ts';
import { connectDatabase } from '../../src/database/open-database.ts';
import { forEachDatabase } from './for-each-database.ts';

forEachDatabase((_name, _open, makeEmpty) => {
  async function someonesDatabase(rows: number) {
    const url = await makeEmpty();
    const { query, close } = await connectDatabase(url);
    onTestFinished(close);
    await sql`create table hosts (id int, fqdn varchar(100), mac varchar(20))`.execute(query);
    for (let first = 0; first < rows; first += 250) {
      const values = Array.from({ length: Math.min(250, rows - first) }, (_, index) => {
        const id = first + index + 1;
        return sql`(${id}, ${`wéb${id}.example`}, ${id % 2 === 0 ? null : '52:54:00:00:00:01'})`;
      });
      await sql`insert into hosts (id, fqdn, mac) values ${sql.join(values)}`.execute(query);
    }
    const count = async () =>
      Number(
        (await sql<{ found: number }>`select count(*) as found from hosts`.execute(query)).rows[0]?.found,
      );
    return { url, count };
  }

  async function rowsOf(url: string, query: string): Promise<readonly Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    for await (const row of readQuery(url, query)) rows.push(row);
    return rows;
  }

  it('gives the rows of a query on a database of somebody else, by the names that it gives its columns', async () => {
    const { url } = await someonesDatabase(1200);
    const rows = await rowsOf(url, 'select fqdn as hostname, mac from hosts order by id;');
    expect(rows.length).toBe(1200);
    expect(rows.slice(0, 2)).toEqual([
      { hostname: 'wéb1.example', mac: '52:54:00:00:00:01' },
      { hostname: 'wéb2.example', mac: null },
    ]);
  });

  it('changes nothing there, whatever the query is', async () => {
    const { url, count } = await someonesDatabase(3);
    for (const query of ['delete from hosts', 'select 1; delete from hosts', 'commit; delete from hosts'])
      await expect(rowsOf(url, query)).rejects.toThrow(/^Asking "/);
    expect(await count()).toBe(3);
  });

  it('says what the database says of a query that is wrong', async () => {
    const { url } = await someonesDatabase(1);
    await expect(rowsOf(url, 'select nothing_such from hosts')).rejects.toThrow('nothing_such');
  });
});
