/** A machine that is to get its address from us. */
export type Reservation = {
  readonly macs: readonly string[];
  /** In a subnet of ours. */
  readonly address: string;
  readonly hostname: string | null;
};

/**
 * dnsmasq's hosts file. Of two machines with one address the first has it. Names are checked once more, because a
 * line break would be a line of configuration.
 */
export function renderReservations(reservations: readonly Reservation[]): string {
  const given = new Set<string>();
  const lines = reservations.flatMap(({ macs, address, hostname }) => {
    if (given.has(address) || macs.length === 0) return [];
    given.add(address);
    const shown = address.includes(':') ? `[${address}]` : address;
    const name = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(hostname ?? '') ? [hostname] : [];
    return [[...macs, shown, ...name].join(',')];
  });
  return lines.map((line) => `${line}\n`).join('');
}
