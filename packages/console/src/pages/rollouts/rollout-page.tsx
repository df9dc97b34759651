import { Paper, Stack, Text } from '@mantine/core';
import { rolloutPhases, rolloutShow } from '@netberth/api';
import type { OutputOf, Rollout, RolloutMachine } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { Terms } from '../../parts/terms.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { RolloutActions } from './rollout-actions.tsx';

const words = texts.rollouts;
const refreshMs = 5000;
const shown = 200;

/** The newest roll-out of an image: who runs what, and how far behind. */
export function RolloutPage() {
  const { image } = useParams({ from: '/rollouts/$image' });
  const { data, error } = useQuery({
    queryKey: ['rollouts', image],
    queryFn: ({ signal }) => ask(rolloutShow, { image, limit: shown }, signal),
    refetchInterval: refreshMs,
  });
  return (
    <>
      <PageHead title={image}>{data !== undefined && <RolloutActions rollout={data.rollout} />}</PageHead>
      <Stack align="stretch">
        <Problem error={error} />
        {data === undefined && error === null && <Waiting />}
        {data !== undefined && <RolloutContent {...data} />}
      </Stack>
    </>
  );
}

function RolloutContent({ rollout, versions, otherwise, machines }: OutputOf<typeof rolloutShow>) {
  const rows = machines.map((machine) => ({ key: machine.machine, cells: cellsOf(machine) }));
  const versionRows = [
    ...versions.map(({ number, profile, machines: count }) => ({
      key: number,
      cells: [number, profile, count],
    })),
    ...(otherwise === 0 ? [] : [{ key: 0, cells: ['', words.otherwise, otherwise] }]),
  ];
  return (
    <>
      <Paper withBorder p="md">
        <Terms rows={termsOf(rollout)} />
      </Paper>
      <Panel title={words.versions}>
        <RowTable
          head={[words.version, words.profile, words.machines]}
          rows={versionRows}
          none={words.none}
        />
      </Panel>
      <Panel title={words.machines}>
        {rollout.machineCount > machines.length && (
          <Text size="sm">{words.notAll(machines.length, rollout.machineCount)}</Text>
        )}
        <RowTable
          head={[words.machine, words.phase, words.runs, words.behind, words.why]}
          rows={rows}
          none={words.none}
        />
      </Panel>
    </>
  );
}

function termsOf(rollout: Rollout): [string, string][] {
  const { profile, status, why, label, canary, wave, maxFailures, healthyWithin, phases, createdBy } =
    rollout;
  const counted = rolloutPhases.filter((phase) => phases[phase] > 0);
  return [
    [words.to, profile],
    [words.status, why === null ? words.statuses[status] : `${words.statuses[status]}: ${why}`],
    ...counted.map((phase): [string, string] => [capitalised(words.phases[phase]), String(phases[phase])]),
    [words.label, label],
    [words.waves, `${canary}, ${wave}`],
    [words.maxFailures, maxFailures],
    [words.healthyWithin, healthyWithin],
    [words.by, createdBy],
  ];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function cellsOf({ machine, hostname, phase, runs, versionsBehind, why }: RolloutMachine) {
  return [
    <Link key="machine" className="nb-link" to="/machines/$machine" params={{ machine: String(machine) }}>
      {hostname ?? machine}
    </Link>,
    words.phases[phase],
    runs ?? words.neverBooted,
    versionsBehind === null ? '' : words.behindBy(versionsBehind),
    why ?? '',
  ];
}
