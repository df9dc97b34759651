import { Button, Code, Group, List, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import type { PreviewStart } from '../../preview/preview-start.ts';
import type { ScreenRow } from '../../preview/screen-row.ts';
import { useSimulation } from '../../preview/use-simulation.ts';
import type { Simulated, SimulatedPlatform } from '../../preview/use-simulation.ts';
import { texts } from '../../texts/texts.ts';
import { Screen } from './screen.tsx';

const words = texts.preview;
const platforms = [
  { value: 'pcbios', label: words.platforms.pcbios },
  { value: 'efi', label: words.platforms.efi },
] satisfies { value: SimulatedPlatform; label: string }[];

/** What the simulator says that a machine does: at once, on any firmware, with what it boots in the end. */
export function SimulatorPanel({ start }: { readonly start: PreviewStart }) {
  const [platform, setPlatform] = useState<SimulatedPlatform>('pcbios');
  const [keys, setKeys] = useState<readonly string[]>([]);
  const { data, error } = useSimulation(start, platform, keys);
  const actions = (
    <Group gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={words.platform}
        value={platform}
        onChange={(chosen) => {
          setPlatform(chosen);
          setKeys([]);
        }}
        data={platforms}
      />
      <Button size="xs" variant="default" disabled={keys.length === 0} onClick={() => setKeys([])}>
        {words.fromStart}
      </Button>
    </Group>
  );
  return (
    <Panel title={words.simulator} actions={actions}>
      <Stack gap="sm">
        <Problem error={error} />
        {data !== undefined && (
          <>
            <Screen
              label={words.simulatorScreen}
              rows={rowsOf(data)}
              onKey={(key) => setKeys((before) => [...before, key])}
            />
            <Ending {...data} />
            {hasTimeLimit(data) && (
              <Button
                size="xs"
                variant="default"
                style={{ alignSelf: 'flex-start' }}
                onClick={() => setKeys((before) => [...before, 'Timeout'])}
              >
                {words.letTimePass}
              </Button>
            )}
          </>
        )}
      </Stack>
    </Panel>
  );
}

/** The simulator knows no colours, but which line is selected. */
function rowsOf({ screen, end }: Simulated): readonly ScreenRow[] {
  const selected = end.kind === 'waits' && end.pause.kind === 'menu' ? end.pause.row : null;
  return screen.map((text, row) => [
    row === selected
      ? { text: text.padEnd(80), foreground: 0xffffff, background: 0xaa0000 }
      : { text, foreground: 0xaaaaaa, background: 0 },
  ]);
}

function hasTimeLimit({ end }: Simulated): boolean {
  return end.kind === 'waits' && 'timeoutMs' in end.pause && end.pause.timeoutMs !== null;
}

function Ending({ end, fetches }: Pick<Simulated, 'end' | 'fetches'>) {
  return (
    <>
      <Text fw={600} role="status">
        {words.end(end)}
      </Text>
      {end.kind === 'boot' && (
        <List size="sm">
          {[end.kernel, ...end.initrds].map(({ name, url, arguments: args }) => (
            <List.Item key={`${name} ${url}`}>
              <Code className="nb-script">{`${url} ${args}`.trim()}</Code>
            </List.Item>
          ))}
        </List>
      )}
      <details>
        <summary>{words.asked(fetches.length)}</summary>
        <List size="sm" mt="xs">
          {fetches.map(({ url, step }) => (
            <List.Item key={`${step} ${url}`}>
              <Code className="nb-script">{url}</Code>
            </List.Item>
          ))}
        </List>
      </details>
    </>
  );
}
