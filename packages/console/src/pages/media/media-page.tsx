import { Button, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { MediaTable } from '../../media/media-table.tsx';
import { MediumDialog } from '../../media/medium-dialog.tsx';
import { PackDialog } from '../../media/pack-dialog.tsx';
import { useMedia } from '../../media/use-media.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';

export function MediaPage() {
  const mayIssue = useMay('media:create');
  const [dialog, setDialog] = useState<'issue' | 'pack'>();
  const close = () => setDialog(undefined);
  const { media, error } = useMedia();
  return (
    <>
      <PageHead title={texts.media.title}>
        {mayIssue && (
          <>
            <Button size="xs" variant="default" onClick={() => setDialog('pack')}>
              {texts.media.pack}
            </Button>
            <Button size="xs" onClick={() => setDialog('issue')}>
              {texts.media.issue}
            </Button>
          </>
        )}
      </PageHead>
      <Stack align="stretch">
        <Text size="sm">{texts.media.intro}</Text>
        <Problem error={error} />
        {media !== undefined && (
          <Paper withBorder p="xs">
            <MediaTable media={media} />
          </Paper>
        )}
      </Stack>
      {dialog === 'issue' && <MediumDialog machine={undefined} onClose={close} />}
      {dialog === 'pack' && <PackDialog onClose={close} />}
    </>
  );
}
