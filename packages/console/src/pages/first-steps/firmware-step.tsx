import { Button, Group, List, Progress, Text } from '@mantine/core';
import { firmwareInstall, firmwareStatus } from '@netberth/api';
import type { FirmwareStatus } from '@netberth/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { relativeTime } from '../../format/relative-time.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { Step } from './step.tsx';

const words = texts.start.firmware;
const firmwareKey = ['firmware'] as const;
const watchMs = 1000;

/** iPXE and the loaders: whether they are there, and the button that brings them. */
export function FirmwareStep() {
  const mayInstall = useMay('firmware:write');
  const install = useMutation({
    mutationFn: () => ask(firmwareInstall, {}),
    onSettled: () => queryClient.invalidateQueries({ queryKey: firmwareKey }),
  });
  const isInstalling = install.isPending;
  const { data: status, error } = useQuery({
    queryKey: firmwareKey,
    queryFn: ({ signal }) => ask(firmwareStatus, {}, signal),
    refetchInterval: ({ state }) => (isInstalling || state.data?.running ? watchMs : false),
  });
  const running = status?.running ?? null;
  const isThere = status?.ok ?? false;
  return (
    <Step title={words.title} isDone={isThere}>
      <Text>{words.what}</Text>
      <Problem error={error ?? install.error} />
      {status !== undefined && <Found status={status} />}
      {running !== null && <Underway step={running.step} percent={running.percent} />}
      {!isThere && !mayInstall && <Copyable label={words.title} text="netberth firmware install" />}
      {!isThere && mayInstall && (
        <Group>
          <Button size="xs" loading={isInstalling || running !== null} onClick={() => install.mutate()}>
            {words.install}
          </Button>
        </Group>
      )}
    </Step>
  );
}

function Found({ status }: { readonly status: FirmwareStatus }) {
  const { files, fault, missing, installedAt } = status;
  const broken = files.filter(({ condition }) => condition !== 'intact');
  return (
    <>
      {installedAt !== null && (
        <Text size="sm">{words.there(files.length, relativeTime(installedAt, Date.now()))}</Text>
      )}
      {fault !== null && <Text size="sm">{fault}</Text>}
      {broken.length > 0 && <Text size="sm">{words.broken(broken.map(({ file }) => file))}</Text>}
      {missing.length > 0 && installedAt !== null && (
        <details>
          <summary>{words.missing(missing.length)}</summary>
          <List size="sm" mt="xs">
            {missing.map(({ file, means, wayOut }) => (
              <List.Item key={file}>
                {file}: {means} {wayOut}
              </List.Item>
            ))}
          </List>
        </details>
      )}
    </>
  );
}

function Underway({ step, percent }: NonNullable<FirmwareStatus['running']>) {
  return (
    <div role="status">
      <Progress value={percent ?? 100} animated aria-label={words.title} />
      <Text size="sm">{step}</Text>
    </div>
  );
}
