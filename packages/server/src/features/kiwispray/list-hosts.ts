export type ListedHost = {
  readonly id: number;
  readonly hostname: string | null;
  /** KIWIspray's one word for the state. */
  readonly state: string;
  readonly serial: string | null;
};

/**
 * KIWIspray's `/hosts`: a table by id. Values come from machines: a control character in one must not reach a
 * terminal or begin a line.
 */
export function listHosts(hosts: readonly ListedHost[]): string {
  const rows = hosts
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, hostname, state, serial }) =>
      row(String(id), hostname ?? 'not-set', state, (serial ?? '').toUpperCase()),
    );
  return [row('#Id', 'Hostname', 'State', 'Serial#'), ...rows].join('');
}

function row(id: string, hostname: string, state: string, serial: string): string {
  return `${id.padStart(4)} ${printable(hostname).padEnd(20)} ${printable(state).padEnd(10)} ${printable(serial)}\n`;
}

function printable(value: string): string {
  return value.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
}
