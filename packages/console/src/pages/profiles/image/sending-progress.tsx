import { Progress, Text } from '@mantine/core';
import { sizeText } from '../../../format/size-text.ts';
import { texts } from '../../../texts/texts.ts';

const words = texts.profiles;

export type Sending = {
  readonly sentBytes: number;
  readonly allBytes: number;
  /** Until it is tried again; undefined: it is being sent. */
  readonly waitMs?: number;
};

export function SendingProgress({ sending: { sentBytes, allBytes, waitMs } }: { readonly sending: Sending }) {
  const isSent = sentBytes >= allBytes;
  const told = words.uploading(sizeText(sentBytes), sizeText(allBytes));
  return (
    <div>
      <Progress
        value={(100 * sentBytes) / Math.max(1, allBytes)}
        animated={isSent}
        aria-label={words.uploadTitle}
      />
      <Text size="sm" aria-live="polite">
        {waitMs !== undefined ? words.uploadBroken(told, waitMs / 1000) : isSent ? words.unpacking : told}
      </Text>
    </div>
  );
}
