import { Alert, List, Progress, Stack, Text } from '@mantine/core';
import { Problem } from '../parts/problem.tsx';
import { texts } from '../texts/texts.ts';
import type { useBulk } from './use-bulk.ts';

const shownRefusals = 10;

type Props<Item> = {
  readonly bulk: ReturnType<typeof useBulk<Item>>;
  readonly all: number;
  readonly nameOf: (item: Item) => string;
};

/** How far it is, and who was refused and why. */
export function BulkOutcome<Item>({ bulk, all, nameOf }: Props<Item>) {
  const { progress, isRunning, isDone, error } = bulk;
  if (!isRunning && !isDone && error === null) return null;
  const { done, refused } = progress;
  return (
    <Stack gap="xs" aria-live="polite">
      <Progress value={(100 * done) / Math.max(all, 1)} aria-label={texts.bulk.progress(done, all)} />
      <Text size="sm">
        {isDone ? texts.bulk.done(done - refused.length) : texts.bulk.progress(done, all)}
      </Text>
      {refused.length > 0 && (
        <Alert color="red" variant="outline" title={texts.bulk.refused(refused.length)}>
          <List size="sm">
            {refused.slice(0, shownRefusals).map(({ item, why }) => (
              <List.Item key={nameOf(item)}>
                {nameOf(item)}: {why}
              </List.Item>
            ))}
          </List>
          {refused.length > shownRefusals && texts.bulk.more(refused.length - shownRefusals)}
        </Alert>
      )}
      <Problem error={error} />
    </Stack>
  );
}
