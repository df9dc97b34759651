import { Group, Progress, Stack, Text } from '@mantine/core';
import type { BootUnderWay } from '@netberth/api';
import { Link } from '@tanstack/react-router';
import { machineName } from '../format/machine-name.ts';
import { relativeTime } from '../format/relative-time.ts';
import { sizeText } from '../format/size-text.ts';
import { Panel } from './panel.tsx';
import { texts } from '../texts/texts.ts';

const quietAfterMs = 30_000;

/** What machines do at this moment, each with how much of its files it has. */
export function BootsPanel({ boots }: { readonly boots: readonly BootUnderWay[] }) {
  return (
    <Panel title={texts.overview.boots}>
      {boots.length === 0 && <Text size="sm">{texts.overview.noBoots}</Text>}
      <Stack gap="sm">
        {boots.map((boot) => (
          <BootRow key={boot.number} boot={boot} />
        ))}
      </Stack>
    </Panel>
  );
}

function BootRow({ boot }: { readonly boot: BootUnderWay }) {
  const name = machineName({ id: boot.machineId, hostname: boot.hostname });
  const percent =
    boot.expectedBytes === 0 ? 0 : Math.min(100, (100 * boot.fetchedBytes) / boot.expectedBytes);
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <Link className="nb-link" to="/machines/$machine" params={{ machine: String(boot.machineId) }}>
            {name}
          </Link>{' '}
          · {boot.profile}
        </Text>
        <Text size="sm">{sentenceOf(boot, percent)}</Text>
      </Group>
      <Progress
        value={percent}
        size="sm"
        animated={percent < 100}
        aria-label={texts.overview.progress(name)}
      />
    </div>
  );
}

function sentenceOf(
  { fetchedBytes, expectedBytes, lastSentAt, startedAt }: BootUnderWay,
  percent: number,
): string {
  const isQuiet = lastSentAt === null || Date.now() - Date.parse(lastSentAt) > quietAfterMs;
  if (isQuiet && startedAt !== null) return texts.overview.started;
  if (isQuiet && lastSentAt !== null && percent < 100)
    return texts.overview.quiet(relativeTime(lastSentAt, Date.now()));
  return texts.overview.fetched(sizeText(fetchedBytes), sizeText(expectedBytes));
}
