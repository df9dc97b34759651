import { Alert, Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { texts } from '../texts/texts.ts';
import { Problem } from './problem.tsx';
import { Terms } from './terms.tsx';
import type { Row } from './terms.tsx';

const words = texts.conflict;

type Props = {
  /** What somebody else has made of it, as it is now. */
  readonly theirs: () => Promise<readonly Row[]>;
  readonly isSaving: boolean;
  readonly onSaveOver: () => void;
};

/** The second of two who edit the same is told, sees what the first has made of it, and decides. */
export function Conflict({ theirs, isSaving, onSaveOver }: Props) {
  const { data, error } = useQuery({ queryKey: ['theirs', useId()], queryFn: theirs, gcTime: 0 });
  return (
    <Alert color="red" variant="outline" role="alert" title={words.title}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{words.text}</Text>
        <Problem error={error} />
        {data?.length === 0 && <Text size="sm">{words.elsewhere}</Text>}
        {data !== undefined && data.length > 0 && (
          <>
            <Text size="sm" fw={600}>
              {words.theirs}
            </Text>
            <Terms rows={data} />
          </>
        )}
        <Button size="xs" color="red.9" loading={isSaving} onClick={onSaveOver}>
          {words.saveOver}
        </Button>
      </Stack>
    </Alert>
  );
}
