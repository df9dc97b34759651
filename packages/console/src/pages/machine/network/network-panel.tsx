import { Button, Text } from '@mantine/core';
import type { Machine } from '@netberth/api';
import { lazy, Suspense, useState } from 'react';
import { Panel } from '../../../parts/panel.tsx';
import { Terms } from '../../../parts/terms.tsx';
import { queryClient } from '../../../server/query-client.ts';
import { useMay } from '../../../server/session.ts';
import { texts } from '../../../texts/texts.ts';

const NetworkDialog = lazy(() =>
  import('./network-dialog.tsx').then(({ NetworkDialog }) => ({ default: NetworkDialog })),
);
const words = texts.network;
type Network = NonNullable<Machine['network']>;

export function NetworkPanel({ machine }: { readonly machine: Machine }) {
  const mayWrite = useMay('machine:write');
  const [isEditing, setEditing] = useState(false);
  const { network } = machine;
  const close = () => {
    setEditing(false);
    void queryClient.invalidateQueries({ queryKey: ['machines'] });
  };
  const edit = mayWrite && (
    <Button size="xs" variant="default" onClick={() => setEditing(true)}>
      {words.edit}
    </Button>
  );
  return (
    <Panel title={words.panel} actions={edit}>
      {network === null ? <Text size="sm">{words.unknown}</Text> : <Terms rows={rowsOf(network)} />}
      <Suspense fallback={null}>{isEditing && <NetworkDialog machine={machine} onClose={close} />}</Suspense>
    </Panel>
  );
}

function rowsOf({ interfaces, dns, search, boot }: Network): [string, string][] {
  const places = interfaces.map((one, index): [string, string] => [words.interface(index + 1), placeOf(one)]);
  const others: [string, string][] = [
    [words.dns, dns.join(' ')],
    [words.search, search.join(' ')],
    [words.boot, boot ?? ''],
  ];
  return [...places, ...others.filter(([, value]) => value !== '')];
}

/** `192.0.2.10/24 via 192.0.2.1, VLAN 12, on 52:54:00:00:00:01` */
function placeOf({ mac, bond, vlan, mtu, addresses, gateways }: Network['interfaces'][number]): string {
  const card =
    bond === null
      ? mac
      : words.bonded(
          bond.mode,
          bond.members.map((member) => member.mac),
        );
  return [
    addresses.length === 0 ? words.noAddress : addresses.join(' '),
    ...(gateways.length === 0 ? [] : [words.via(gateways)]),
    ...(vlan === null ? [] : [words.tagged(vlan)]),
    ...(mtu === null ? [] : [words.packets(mtu)]),
    ...(card === null ? [] : [words.on(card)]),
  ].join(', ');
}
