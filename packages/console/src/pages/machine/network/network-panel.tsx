import { Button, Text } from '@mantine/core';
import type { Machine } from '@netberth/api';
import { lazy, Suspense, useState } from 'react';
import { Panel } from '../../../parts/panel.tsx';
import { Terms } from '../../../parts/terms.tsx';
import { queryClient } from '../../../server/query-client.ts';
import { useMay } from '../../../server/session.ts';
import { texts } from '../../../texts/texts.ts';
import { networkRows } from './network-rows.ts';

const NetworkDialog = lazy(() =>
  import('./network-dialog.tsx').then(({ NetworkDialog }) => ({ default: NetworkDialog })),
);
const words = texts.network;

type Props = {
  readonly machine: Machine;
  /** Of what is shown of it. */
  readonly revision: string | undefined;
};

export function NetworkPanel({ machine, revision }: Props) {
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
      {network === null ? <Text size="sm">{words.unknown}</Text> : <Terms rows={networkRows(network)} />}
      <Suspense fallback={null}>
        {isEditing && <NetworkDialog machine={machine} revision={revision} onClose={close} />}
      </Suspense>
    </Panel>
  );
}
