/** How a dnsmasq ended: it could not be started, or it was there and said something last. */
export type DnsmasqEnd =
  | { readonly program: string; readonly lines: readonly string[]; readonly error: Error }
  | { readonly program: string; readonly lines: readonly string[]; readonly how: string };

/** What a person reads: what is wrong, and what to do. */
export function explainDnsmasqEnd(end: DnsmasqEnd): string {
  if ('error' in end) return explainStart(end.program, end.error);
  const said = lastWordOf(end.lines);
  const port = /port (\d+)/.exec(said)?.[1];
  if (/address already in use/i.test(said))
    return `another program on this host has port ${port ?? '67 or 69'} already (${said}): end that one, or set dhcp.mode to external or off`;
  if (/permission denied|operation not permitted|capability/i.test(said))
    return `it is not allowed to (${said}): run Netberth as root, or give it CAP_NET_BIND_SERVICE, CAP_NET_ADMIN and CAP_NET_RAW (systemd: AmbientCapabilities=)`;
  return `it ended (${end.how}): ${said || 'it said nothing'}`;
}

/** `dnsmasq[7]: failed to …` before `dnsmasq[7]: FAILED to start up`; lines of `dnsmasq-dhcp` tell no reason. */
function lastWordOf(lines: readonly string[]): string {
  const words = lines.flatMap((line) => /^dnsmasq(?:\[\d+\])?: (.*)$/.exec(line)?.[1]?.trim() ?? []);
  return words.findLast((line) => line !== 'FAILED to start up') ?? '';
}

function explainStart(program: string, error: Error): string {
  const code = 'code' in error ? error.code : '';
  if (code === 'ENOENT')
    return `there is no program "${program}": install it (Debian: apt install dnsmasq-base)`;
  if (code === 'EACCES') return `"${program}" may not be run: ${error.message}`;
  return error.message;
}
