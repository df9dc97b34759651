import { BlockList, isIPv6 } from 'node:net';
import type { CompleteValues } from './setting-values.ts';
import type { ListenAddress } from './listen-address.ts';

/** How the admin plane speaks. */
export type TlsConfig =
  | { readonly kind: 'plain' }
  | { readonly kind: 'files'; readonly certificate: string; readonly key: string }
  | { readonly kind: 'self-made' };

export function assembleTls(values: CompleteValues): TlsConfig {
  const certificate = values['tls.certificate'];
  if (certificate !== '') return { kind: 'files', certificate, key: values['tls.key'] };
  return { kind: values['tls.selfMade'] ? 'self-made' : 'plain' };
}

/** What is wrong between these settings; without TLS only this host is spoken to. */
export function crossCheckTls(values: CompleteValues): readonly string[] {
  const problems: string[] = [];
  const hasCertificate = values['tls.certificate'] !== '';
  if (hasCertificate !== (values['tls.key'] !== ''))
    problems.push('tls.certificate and tls.key: one of them is missing; wanted: both, or neither');
  if (hasCertificate && values['tls.selfMade'])
    problems.push('tls.selfMade: is true beside tls.certificate; wanted: one of the two');
  if (assembleTls(values).kind === 'plain' && !isLoopback(values.adminListen))
    problems.push(
      `adminListen: ${hostText(values.adminListen)} is reached from other hosts, and without TLS everybody between can read passwords and tokens; wanted: tls.certificate and tls.key, or tls.selfMade: true, or an address like 127.0.0.1`,
    );
  return problems;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function isLoopback({ host }: ListenAddress): boolean {
  return host === 'localhost' || loopback.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
}

function hostText({ host, port }: ListenAddress): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
