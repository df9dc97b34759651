import { ipxe, label, word, words, type Statement } from '@netberth/ipxe';
import { formOf, type MediumOrder } from './medium-order.ts';

/** A person at the console types card, address and server, instead of what the medium says; nothing of it is kept. */
export function typeNetwork(order: MediumOrder): Statement[] {
  const entry = word(order.goesTo === 'menu' ? '/menu.ipxe' : '/bootstrap.ipxe');
  return [
    label('type'),
    ipxe`ifstat ||`,
    ipxe`set netberth_card net0`,
    ipxe`set typed_url ${word(order.target.url)}`,
    ...ask('Network card:', 'netberth_card'),
    ...ask('VLAN (empty: none):', 'typed_vlan'),
    ...ask('IPv4 address (empty: DHCP):', 'typed_ip'),
    ipxe`isset \${typed_ip} || goto typed_all`,
    ...ask('Netmask:', 'typed_netmask'),
    ...ask('Gateway (empty: none):', 'typed_gateway'),
    ...ask('Name server (empty: none):', 'typed_dns'),
    label('typed_all'),
    ...ask('Server:', 'typed_url'),
    ipxe`ifopen \${netberth_card} || goto person`,
    ipxe`isset \${typed_vlan} && vcreate --tag \${typed_vlan} \${netberth_card} ||`,
    ipxe`isset \${typed_vlan} && set netberth_card \${netberth_card}-\${typed_vlan} ||`,
    ipxe`ifopen \${netberth_card} || goto person`,
    ipxe`isset \${typed_ip} && set \${netberth_card}/ip \${typed_ip} ||`,
    ipxe`isset \${typed_ip} && set \${netberth_card}/netmask \${typed_netmask} ||`,
    ipxe`isset \${typed_gateway} && set \${netberth_card}/gateway \${typed_gateway} ||`,
    ipxe`isset \${typed_dns} && set \${netberth_card}/dns \${typed_dns} ||`,
    ipxe`isset \${typed_ip} || dhcp \${netberth_card} ||`,
    ipxe`set netberth_medium ${word(order.id)}/${word(formOf(order))}/\${netberth_card}/0`,
    ipxe`chain --autofree --replace \${typed_url}${entry} || goto person`,
  ];
}

function ask(question: string, into: string): Statement[] {
  return [ipxe`echo -n ${words(question)}`, ipxe`read ${word(into)}`];
}
