import { Code, NativeSelect, Stack, Text } from '@mantine/core';
import { openstackCloud, openstackClouds } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Terms } from '../../parts/terms.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { CloudImages, CloudNetworks, CloudServers } from './cloud-tables.tsx';

const words = texts.clouds;

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
  const { data, error } = useQuery({
    queryKey: ['cloud', cloud, region],
    queryFn: ({ signal }) =>
      ask(openstackCloud, { cloud, ...(region === undefined ? {} : { region }) }, signal),
    // The cloud has been tried several times already.
    retry: false,
  });
  if (data === undefined) return error === null ? <Waiting /> : <Problem error={error} />;
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
