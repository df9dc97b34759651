import { Grid, Group, Stack } from '@mantine/core';
import { machineShow } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { machineName } from '../../format/machine-name.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { askSeen } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { AnswersPanel } from './answers-panel.tsx';
import { ExplainPanel } from './explain-panel.tsx';
import { FactsPanel } from './facts-panel.tsx';
import { GrantPanel } from './grant-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { IdentityPanel } from './identity-panel.tsx';
import { ConflictPanel } from './identity/conflict-panel.tsx';
import { LogPanel } from './log-panel.tsx';
import { MachineActions } from './machine-actions.tsx';
import { MachineDialog } from './machine-dialog.tsx';
import type { MachineDialogName } from './machine-dialog.tsx';
import { MediaPanel } from './media-panel.tsx';
import { NetworkPanel } from './network/network-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { PowerPanel } from './power-panel.tsx';

const firstBoots = 20;
const refreshMs = 5000;

export function MachinePage() {
  const { machine: reference } = useParams({ from: '/machines/$machine' });
  const [boots, setBoots] = useState(firstBoots);
  const [dialog, setDialog] = useState<MachineDialogName>();
  const { data: seen, error } = useQuery({
    queryKey: ['machines', 'one', reference, boots],
    queryFn: ({ signal }) => askSeen(machineShow, { machine: reference, boots }, signal),
    refetchInterval: refreshMs,
    placeholderData: (previous) => (String(previous?.output.id) === reference ? previous : undefined),
  });
  if (seen === undefined) {
    return error === null ? <Waiting /> : <Problem error={error} />;
  }
  const { output: machine, revision } = seen;
  const close = () => {
    setDialog(undefined);
    void queryClient.invalidateQueries({ queryKey: ['machines'] });
  };
  const title = (
    <Group gap="sm">
      {machineName(machine)} <StateBadge state={machine.state} />
    </Group>
  );
  return (
    <>
      <PageHead title={title}>
        <MachineActions machine={machine} onChoose={setDialog} />
      </PageHead>
      <ConflictPanel machine={machine} onChoose={setDialog} />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack>
            <GrantPanel machine={machine} />
            <PowerPanel machine={machine} />
            <IdentityPanel machine={machine} />
            <FactsPanel machine={machine} />
            <NetworkPanel machine={machine} revision={revision} />
            <MediaPanel machine={machine} />
            <NotesPanel key={machine.id} machine={machine} revision={revision} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack>
            <ExplainPanel machine={machine} />
            <AnswersPanel machine={machine} />
            <LogPanel machine={machine} />
            <HistoryPanel
              machine={machine}
              onMore={machine.boots.length < boots || boots >= 200 ? undefined : () => setBoots(200)}
            />
          </Stack>
        </Grid.Col>
      </Grid>
      <MachineDialog dialog={dialog} machine={machine} revision={revision} onClose={close} />
    </>
  );
}
