import { Button } from '@mantine/core';
import type { Machine } from '@netberth/api';
import { useState } from 'react';
import { MediaTable } from '../../media/media-table.tsx';
import { MediumDialog } from '../../media/medium-dialog.tsx';
import { useMedia } from '../../media/use-media.ts';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';

/** The boot media of one machine. */
export function MediaPanel({ machine }: { readonly machine: Machine }) {
  const mayIssue = useMay('media:create');
  const [isIssuing, setIssuing] = useState(false);
  const issue = mayIssue && (
    <Button size="xs" variant="default" onClick={() => setIssuing(true)}>
      {texts.media.issue}
    </Button>
  );
  return (
    <Panel title={texts.media.title} actions={issue}>
      <MediaOf machine={machine} />
      {isIssuing && <MediumDialog machine={machine} onClose={() => setIssuing(false)} />}
    </Panel>
  );
}

function MediaOf({ machine }: { readonly machine: Machine }) {
  const { media, error } = useMedia();
  return (
    <>
      <Problem error={error} />
      {media !== undefined && (
        <MediaTable media={media.filter(({ machineId }) => machineId === machine.id)} isOfOne />
      )}
    </>
  );
}
