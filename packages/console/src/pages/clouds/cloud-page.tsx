import { Code, NativeSelect, Stack, Text } from '@mantine/core';
import {
  openstackCloud,
  openstackClouds,
  type BootUnderWay,
  type OutputOf,
  type Overview,
} from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { BootsPanel } from '../../parts/boots-panel.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Terms } from '../../parts/terms.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { ask } from '../../server/ask.ts';
import { useOverview } from '../../server/use-overview.ts';
import { texts } from '../../texts/texts.ts';
import { CloudImages, CloudNetworks, CloudServers } from './cloud-tables.tsx';

const words = texts.clouds;
/** While something is installed there, its status changes. */
const refreshMs = 10_000;

/** One cloud: what Netberth made there, in one of its regions. */
export function CloudPage() {
  const { cloud } = useParams({ from: '/clouds/$cloud' });
  const [region, setRegion] = useState<string>();
  const { data: known } = useQuery({
    queryKey: ['clouds'],
    queryFn: ({ signal }) => ask(openstackClouds, {}, signal),
  });
  const regions = known?.clouds.find(({ name }) => name === cloud)?.regions ?? [];
  return (
    <>
      <PageHead title={cloud}>
        {regions.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={words.region}
            data={[...regions]}
            value={region ?? regions[0] ?? ''}
            onChange={(event) => setRegion(event.currentTarget.value)}
          />
        )}
      </PageHead>
      <CloudContent key={`${cloud} ${region ?? ''}`} cloud={cloud} region={region} />
    </>
  );
}

function CloudContent({ cloud, region }: { readonly cloud: string; readonly region: string | undefined }) {
  const { overview } = useOverview();
  const { data, error } = useQuery({
    queryKey: ['cloud', cloud, region],
    queryFn: ({ signal }) =>
      ask(openstackCloud, { cloud, ...(region === undefined ? {} : { region }) }, signal),
    // The cloud has been tried several times already.
    retry: false,
    refetchInterval: ({ state }) => (bootsOf(state.data, overview).length > 0 ? refreshMs : false),
  });
  if (data === undefined) return error === null ? <Waiting /> : <Problem error={error} />;
  const boots = bootsOf(data, overview);
  const which = [cloud, ...(region === undefined ? [] : ['--os-region-name', region])].join(' ');
  return (
    <Stack align="stretch">
      <Terms
        rows={[
          [words.region, data.region],
          [words.signsInAs, data.user],
          [words.project, data.project],
        ]}
      />
      {boots.length > 0 && <BootsPanel boots={boots} />}
      <CloudServers servers={data.servers} />
      <CloudImages images={data.images} />
      <CloudNetworks networks={data.networks} />
      <Panel title={words.next}>
        <Text size="sm">{words.nextHint}</Text>
        <Code block>
          {`netberth openstack boot NAME --os-cloud ${which} --network ${data.networks[0]?.name ?? 'NET'} --flavor F --profile P`}
        </Code>
      </Panel>
    </Stack>
  );
}

function bootsOf(
  shown: OutputOf<typeof openstackCloud> | undefined,
  overview: Overview | undefined,
): BootUnderWay[] {
  const machines = shown?.servers.map(({ machine }) => machine) ?? [];
  return overview?.boots.filter(({ machineId }) => machines.includes(machineId)) ?? [];
}
