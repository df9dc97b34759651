import { Anchor, Badge, Code, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { bootAddress } from '../../server/boot-address.ts';
import { useOverview } from '../../server/use-overview.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.start;

/** What is missing until the first machine installs itself, and what to do about it. */
export function FirstStepsPage() {
  const { overview, error } = useOverview();
  if (overview === undefined) return <Problem error={error} />;
  const { machines, profiles, states } = overview;
  const granted = states.granted + states.installing + states.finished + states.failed;
  const bootUrl = bootAddress(words.yourServer);
  return (
    <>
      <PageHead title={words.title} />
      <Stack maw={760}>
        <Text>{words.intro}</Text>
        <Step title={words.machine} isDone={machines > 0}>
          <Text>{words.machineText}</Text>
          <Code block>{`dhcp\nchain ${bootUrl}/`}</Code>
          <Text>
            {words.dhcp} <Code>{bootUrl}/bootstrap.ipxe</Code>
          </Text>
          {machines > 0 && <Text>{words.machineDone(machines)}</Text>}
        </Step>
        <Step title={words.profile} isDone={profiles > 0}>
          <Text>{words.profileText}</Text>
          <Code block>netberth profile import rescue/ --non-destructive</Code>
          {profiles > 0 && <Text>{words.profileDone(profiles)}</Text>}
          <Anchor component={Link} to="/profiles">
            {words.profileLink}
          </Anchor>
        </Step>
        <Step title={words.grant} isDone={granted > 0}>
          <Text>{granted > 0 ? words.grantDone : words.grantText}</Text>
          <Anchor component={Link} to="/machines">
            {words.grantLink}
          </Anchor>
        </Step>
      </Stack>
    </>
  );
}

type StepProps = { readonly title: string; readonly isDone: boolean; readonly children: ReactNode };

function Step({ title, isDone, children }: StepProps) {
  const badge = (
    <Badge variant="dot" color={isDone ? 'green' : 'gray'} tt="none">
      {isDone ? words.done : words.todo}
    </Badge>
  );
  return (
    <Panel title={title} actions={<Group>{badge}</Group>}>
      <Stack gap="xs">{children}</Stack>
    </Panel>
  );
}
