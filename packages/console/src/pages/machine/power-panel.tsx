import { Button, Group, List, Text } from '@mantine/core';
import { powerList, powerOn, powerOrders } from '@netberth/api';
import type { Machine, PowerSettings } from '@netberth/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { PowerDialog, type Cutting } from './power-dialog.tsx';

const refreshMs = 2000;
const shownOrders = 3;
const words = texts.power;

/** Whether a machine is on, what was done about that, and what can be. */
export function PowerPanel({ machine }: { readonly machine: Machine }) {
  const { id } = machine;
  const { data, error } = useQuery({
    queryKey: ['power', id],
    queryFn: ({ signal }) => ask(powerList, { after: id - 1, limit: 1 }, signal),
    refetchInterval: refreshMs,
  });
  const settings = data?.machines.find(({ machineId }) => machineId === id);
  const mayUse = useMay('power:use');
  return (
    <Panel
      title={words.title}
      actions={mayUse && settings && <PowerButtons machine={machine} settings={settings} />}
    >
      <Problem error={error} />
      {data !== undefined && (
        <Text size="sm">
          {settings === undefined
            ? words.unset(id)
            : words.lastSeen(words.states[settings.state], settings.hook ?? settings.driver)}
        </Text>
      )}
      {settings !== undefined && <LastOrders machineId={id} />}
    </Panel>
  );
}

type Props = { readonly machine: Machine; readonly settings: PowerSettings };

function PowerButtons({ machine, settings }: Props) {
  const [cutting, setCutting] = useState<Cutting>();
  const changed = () => queryClient.invalidateQueries({ queryKey: ['power', machine.id] });
  const on = useMutation({
    mutationFn: () => ask(powerOn, { machine: String(machine.id) }),
    onSettled: changed,
  });
  const cuttings: readonly Cutting[] = settings.driver === 'wol' ? [] : ['cycle', 'reset', 'off'];
  const close = () => {
    setCutting(undefined);
    void changed();
  };
  return (
    <Group gap="xs">
      <Problem error={on.error} />
      <Button size="xs" variant="default" loading={on.isPending} onClick={() => on.mutate()}>
        {words.actions.on}
      </Button>
      {cuttings.map((action) => (
        <Button key={action} size="xs" variant="default" onClick={() => setCutting(action)}>
          {words.actions[action]}
        </Button>
      ))}
      {cutting !== undefined && (
        <PowerDialog action={cutting} machine={machine} driver={settings.driver} onClose={close} />
      )}
    </Group>
  );
}

function LastOrders({ machineId }: { readonly machineId: number }) {
  const { data, error } = useQuery({
    queryKey: ['power', machineId, 'orders'],
    queryFn: ({ signal }) => ask(powerOrders, { of: String(machineId), limit: shownOrders }, signal),
    refetchInterval: refreshMs,
  });
  return (
    <>
      <Problem error={error} />
      <List size="sm">
        {data?.orders.map(({ id, action, status, why, createdAt }) => (
          <List.Item key={id}>
            {words.actions[action].replace('…', '')}: {words.statuses[status]}
            {why === null ? '' : `, ${why}`} (<Moment at={createdAt} />)
          </List.Item>
        ))}
      </List>
    </>
  );
}
