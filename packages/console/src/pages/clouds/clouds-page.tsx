import { Paper, Stack, Text } from '@mantine/core';
import { openstackClouds, type CloudView } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.clouds;

/** The clouds that an administrator has described on the server. No cloud is asked for it. */
export function CloudsPage() {
  const { data, error } = useQuery({
    queryKey: ['clouds'],
    queryFn: ({ signal }) => ask(openstackClouds, {}, signal),
  });
  return (
    <>
      <PageHead title={words.title} />
      <Stack align="stretch">
        <Text size="sm">{words.intro}</Text>
        <Problem error={error} />
        {data !== undefined && data.clouds.length === 0 && (
          <Panel title={words.noneTitle}>
            <Text size="sm">{words.none(data.folder)}</Text>
          </Panel>
        )}
        {data !== undefined && data.clouds.length > 0 && <CloudTable clouds={data.clouds} />}
      </Stack>
    </>
  );
}

function CloudTable({ clouds }: { readonly clouds: readonly CloudView[] }) {
  const head = [words.name, words.identity, words.regions, words.signsInAs, words.project];
  const rows = clouds.map((cloud) => ({ key: cloud.name, cells: cellsOf(cloud) }));
  return (
    <Paper withBorder p="xs">
      <RowTable head={head} rows={rows} none={words.noneTitle} />
    </Paper>
  );
}

function cellsOf({ name, authUrl, regions, user, method, project, problem }: CloudView) {
  if (problem !== null)
    return [
      name,
      <Text key="problem" size="sm" c="red" style={{ whiteSpace: 'pre-line' }}>
        {problem}
      </Text>,
    ];
  return [
    <Link key="name" className="nb-link" to="/clouds/$cloud" params={{ cloud: name }}>
      {name}
    </Link>,
    authUrl,
    regions.join(', '),
    user ?? (method === null ? '' : words.methods[method]),
    project ?? '',
  ];
}
