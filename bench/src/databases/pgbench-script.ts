import type { LoggedStatement } from './logged-transaction.ts';

/** The machine whose boot was logged, and how many there are. */
export type LoggedMachine = { readonly id: number; readonly mac: string; readonly machines: number };

const octet = (from: number): string => `substr(lpad(to_hex((:id - 1)::int), 6, '0'), ${from}, 2)`;
/** As `macOf` makes it: pgbench's variables are numbers. */
const mac = `('52:54:00:' || ${octet(1)} || ':' || ${octet(3)} || ':' || ${octet(5)})`;

/** For pgbench: the same statements, each time for a machine by chance. */
export function pgbenchScript(statements: readonly LoggedStatement[], logged: LoggedMachine): string {
  const lines = statements.map(({ sql, values }) => {
    const filled = sql.replaceAll(/\$(\d+)/g, (_, place: string) =>
      literal(values[Number(place) - 1] ?? null, logged),
    );
    return `${filled};`;
  });
  return [`\\set id random(1, ${logged.machines})`, ...lines, ''].join('\n');
}

function literal(value: string | null, logged: LoggedMachine): string {
  if (value === null) return 'null';
  if (value === logged.mac) return mac;
  if (value === String(logged.id)) return ':id';
  return `'${value.replaceAll("'", "''")}'`;
}
