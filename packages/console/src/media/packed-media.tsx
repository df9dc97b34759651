import { Button } from '@mantine/core';
import type { OutputOf, mediaPack } from '@netberth/api';
import { exactTime } from '../format/relative-time.ts';
import { sizeText } from '../format/size-text.ts';
import { SecretShownOnce } from '../parts/secret-shown-once.tsx';
import { texts } from '../texts/texts.ts';
import { MediumWarnings } from './medium-warnings.tsx';

const words = texts.media;
type Packed = Pick<OutputOf<typeof mediaPack>, 'media' | 'sizeBytes' | 'path' | 'endsAt' | 'warnings'>;

/** Many media in one file; this server's own address of it is enough for whoever sits here. */
export function PackedMedia({ packed }: { readonly packed: Packed }) {
  const { media, sizeBytes, path, endsAt, warnings } = packed;
  return (
    <>
      <SecretShownOnce
        title={words.packed(media, sizeText(sizeBytes), exactTime(endsAt))}
        secret={new URL(path, window.location.href).href}
      >
        <Button component="a" href={path} download size="compact-xs">
          {words.downloadZip}
        </Button>
      </SecretShownOnce>
      <MediumWarnings warnings={warnings} />
    </>
  );
}
