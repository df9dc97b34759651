import { Alert, Stack, Text } from '@mantine/core';
import type { BulkResult, Machine } from '@netberth/api';
import { texts } from '../texts/texts.ts';
import { RefusedList } from './refused-list.tsx';

type Props = {
  readonly result: Pick<BulkResult, 'changed' | 'refused' | 'refusedCount' | 'proposal'>;
  readonly machines: readonly Machine[];
};

/** To how many it was done, who was left out and why, or who must say yes first. */
export function BulkResultText({ result, machines }: Props) {
  const { changed, proposal } = result;
  return (
    <Stack gap="xs" aria-live="polite">
      {proposal === null ? (
        <Text size="sm">{texts.bulk.done(changed)}</Text>
      ) : (
        <Alert variant="outline" title={texts.proposals.waits(proposal.id)}>
          {texts.proposals.waitsWhy(proposal.why)}
        </Alert>
      )}
      <RefusedList result={result} machines={machines} />
    </Stack>
  );
}
