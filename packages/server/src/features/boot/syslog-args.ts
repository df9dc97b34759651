/** How each installer is told where its syslog goes, by the kind of its answer file. */
const argsOf: Readonly<Record<string, (host: string, port: number) => readonly string[]>> = {
  // Debian Installation Guide, 5.3.1.
  preseed: (host, port) => [`log_host=${host}`, `log_port=${port}`],
  // Anaconda's boot options.
  kickstart: (host, port) => [`inst.syslog=${host}:${port}`],
  // linuxrc takes UDP to port 514 only.
  autoyast: (host, port) => (port === 514 ? [`loghost=${host}`] : []),
};

/**
 * Kernel arguments by which an unattended installer sends its syslog to this server. Not where machines reach it by IPv6: not
 * all of them can.
 */
export function syslogArgs(
  automations: readonly (string | undefined)[],
  serverUrl: string,
  port: number | null | undefined,
): readonly string[] {
  const host = new URL(serverUrl).hostname;
  const isBracketed = host.startsWith('[');
  if (!port || isBracketed) return [];
  return automations.flatMap((kind) => (kind === undefined ? [] : (argsOf[kind]?.(host, port) ?? [])));
}
