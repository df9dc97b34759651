import { Alert, List, Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { sizeText } from '../../../format/size-text.ts';
import { Problem } from '../../../parts/problem.tsx';
import { texts } from '../../../texts/texts.ts';
import type { Chosen } from './chosen-image.ts';

const words = texts.profiles.image;

type Look = Pick<UseMutationResult<Chosen, Error, never>, 'data' | 'error' | 'isPending'>;

/** What was chosen: what it is, how it will boot and why, what is to be known of it; or why it cannot be imported. */
export function ImageLook({ look: { data, error, isPending } }: { readonly look: Look }) {
  if (isPending)
    return (
      <Text size="sm" role="status">
        {words.looking}
      </Text>
    );
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return null;
  if (data.kind === 'refused')
    return (
      <Alert color="red" variant="outline" role="alert" title={words.refused}>
        {data.why}
      </Alert>
    );
  const { about, notes, sizeBytes } = data.image;
  return (
    <div role="status">
      <Text size="sm">{[...about, words.size(sizeText(sizeBytes))].join(' ')}</Text>
      {notes.length > 0 && (
        <List size="sm">
          {notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
    </div>
  );
}
