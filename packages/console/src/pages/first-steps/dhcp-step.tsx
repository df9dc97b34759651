import { Anchor, Button, Group, List, NativeSelect, Text } from '@mantine/core';
import { dhcpCheck, dhcpConfig, dhcpServerKinds } from '@netberth/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Copyable } from '../../parts/copyable.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { DhcpVerdict } from './dhcp-verdict.tsx';
import { Step } from './step.tsx';

const words = texts.start.dhcp;
type ServerKind = (typeof dhcpServerKinds)[number];

/** Who tells machines where to boot from: this server, or the one that is there already, with the lines for it. */
export function DhcpStep({ hasMachines }: { readonly hasMachines: boolean }) {
  const [kind, setKind] = useState<ServerKind | ''>('');
  const { data, error } = useQuery({
    queryKey: ['dhcp', kind],
    queryFn: ({ signal }) => ask(dhcpConfig, kind === '' ? {} : { for: kind }, signal),
    placeholderData: (previous) => previous,
  });
  const check = useMutation({ mutationFn: () => ask(dhcpCheck, {}) });
  return (
    <Step title={words.title} isDone={check.data?.ok ?? (hasMachines && error === null)}>
      {data !== undefined && <Text>{words.modes[data.mode]}</Text>}
      <Problem error={error} />
      {data?.mode === 'off' && (
        <>
          <Text>{words.letUs}</Text>
          <Copyable label={words.letUs} text="netberth serve --dhcp-mode proxy" />
        </>
      )}
      <NativeSelect
        label={words.yours}
        maw={400}
        value={kind}
        onChange={({ currentTarget: { value } }) =>
          setKind(dhcpServerKinds.find((known) => known === value) ?? '')
        }
        data={[
          { value: '', label: words.choose },
          ...dhcpServerKinds.map((value) => ({ value, label: words.kinds[value] })),
        ]}
      />
      {kind !== '' && data?.for === kind && (
        <>
          <Copyable label={words.lines(words.kinds[kind])} text={data.text} />
          <List size="sm">
            {[...data.notes, ...data.warnings].map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        </>
      )}
      <Group>
        <Button size="xs" variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {words.ask}
        </Button>
        <Text size="sm">{words.askHint}</Text>
      </Group>
      <Problem error={check.error} />
      {check.data !== undefined && <DhcpVerdict {...check.data} />}
      <Text size="sm">
        {words.without}{' '}
        <Anchor component={Link} to="/media" size="sm">
          {words.media}
        </Anchor>
      </Text>
    </Step>
  );
}
