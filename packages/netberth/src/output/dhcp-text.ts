import type { dhcpCheck, dhcpConfig, DhcpClientVerdict, OutputOf } from '@netberth/api';
import { bad, good, quiet, strong } from './painted.ts';
import { plainLines } from './plain-text.ts';
import { lineWith, type View } from './view.ts';

/** Comments of most of these languages begin with `#`; Kea's file is JSON and gets none. */
export function dhcpConfigText(shown: OutputOf<typeof dhcpConfig>, view: View): string {
  const line = lineWith(view.paint);
  const remarks = [...shown.notes, ...shown.warnings.map((warning) => `Note: ${warning}`)];
  const after = remarks.map((remark) => line`${shown.for === 'kea' ? '//' : '#'} ${quiet(remark)}` + '\n');
  return `${plainLines(shown.text)}${after.length === 0 ? '' : '\n'}${after.join('')}`;
}

export function dhcpCheckText(checked: OutputOf<typeof dhcpCheck>, view: View): string {
  const line = lineWith(view.paint);
  const { service, servers, clients } = checked;
  const state = service.state === 'failed' ? bad(`does not run: ${service.detail}`) : service.state;
  const advice = [...new Set(clients.flatMap((client) => client.advice ?? []))];
  return [
    line`Asked on ${strong(checked.interface)} from ${checked.address}. Our own DHCP: mode ${service.mode}, ${state}.`,
    '',
    servers.length === 0 ? 'Nobody answered.' : 'Who answered',
    ...servers.map(({ address, isOurs, does }) => line`  ${address}${isOurs ? ' (Netberth)' : ''}  ${does}`),
    '',
    'What a machine would do',
    ...clients.map(
      (client) => line`  ${mark(client)} ${strong(client.title.padEnd(titleWidth))}  ${client.text}`,
    ),
    ...(advice.length === 0 ? [] : ['', 'What to do']),
    ...advice.map((each) => line`  ${each}`),
    '',
  ].join('\n');
}

const titleWidth = 'UEFI HTTP boot'.length;

function mark({ outcome }: DhcpClientVerdict) {
  return outcome === 'here' ? good('✓') : bad('✗');
}
