import { Badge, Button, Code, Group, List, Stack, Text } from '@mantine/core';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import type { Asked } from '../../preview/preview-network.ts';
import type { PreviewStart } from '../../preview/preview-start.ts';
import { useEmulator } from '../../preview/use-emulator.ts';
import { texts } from '../../texts/texts.ts';
import { Screen } from './screen.tsx';

const words = texts.preview;

/** A real iPXE, started by the medium that machines are started by. */
export function EmulatorPanel({ start }: { readonly start: PreviewStart }) {
  const { state, rows, asked, error, switchOn, switchOff, press } = useEmulator(start);
  const actions = (
    <Group gap="xs">
      <Button size="xs" loading={state === 'starting'} onClick={() => void switchOn()}>
        {state === 'off' ? words.switchOn : words.startAgain}
      </Button>
      {state === 'on' && (
        <Button size="xs" variant="default" onClick={switchOff}>
          {words.switchOff}
        </Button>
      )}
    </Group>
  );
  return (
    <Panel title={words.emulator} actions={actions}>
      <Stack gap="sm">
        <Problem error={error} />
        {state === 'off' ? (
          <Text size="sm">{words.emulatorHint}</Text>
        ) : (
          <>
            <Screen label={words.emulatorScreen} rows={rows} onKey={press} />
            <Text size="sm" c="dimmed">
              {words.keysHint}
            </Text>
            <AskedList asked={asked} />
          </>
        )}
      </Stack>
    </Panel>
  );
}

function AskedList({ asked }: { readonly asked: readonly Asked[] }) {
  if (asked.length === 0) return null;
  return (
    <details>
      <summary>{words.asked(asked.length)}</summary>
      <List size="sm" mt="xs">
        {asked.map(({ url, answer, reason }, index) => (
          <List.Item key={`${index} ${url}`}>
            <Code className="nb-script">{url}</Code>{' '}
            <Badge size="xs" variant="default" tt="none">
              {words.answers[answer]}
            </Badge>
            {reason !== null && <Text size="sm">{reason}</Text>}
          </List.Item>
        ))}
      </List>
    </details>
  );
}
