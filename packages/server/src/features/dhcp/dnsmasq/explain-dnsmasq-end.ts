/** How a dnsmasq ended: it could not be started, or it was there and said something last. */
export type DnsmasqEnd =
  | { readonly program: string; readonly lines: readonly string[]; readonly error: Error }
  | { readonly program: string; readonly lines: readonly string[]; readonly how: string };

/** What a person reads: what is wrong, and what to do. */
export function explainDnsmasqEnd(end: DnsmasqEnd): string {
  if ('error' in end) return explainStart(end.program, end.error);
  const said = end.lines.findLast((line) => line.startsWith('dnsmasq: '))?.replace(/^dnsmasq: /, '') ?? '';
  const port = /port (\d+)/.exec(said)?.[1];
  if (/address already in use/i.test(said))
    return `another program on this host has port ${port ?? '67 or 69'} already (${said}): end that one, or set dhcp.mode to external or off`;
  if (/permission denied|operation not permitted|capability/i.test(said))
    return `it is not allowed to (${said}): run Netberth as root, or give it CAP_NET_BIND_SERVICE, CAP_NET_ADMIN and CAP_NET_RAW (systemd: AmbientCapabilities=)`;
  const last = said || (end.lines.at(-1) ?? 'it said nothing');
  return `it ended (${end.how}): ${last}`;
}

function explainStart(program: string, error: Error): string {
  const code = 'code' in error ? error.code : '';
  if (code === 'ENOENT')
    return `there is no program "${program}": install it (Debian: apt install dnsmasq-base)`;
  if (code === 'EACCES') return `"${program}" may not be run: ${error.message}`;
  return error.message;
}
