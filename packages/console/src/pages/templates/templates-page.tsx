import { NativeSelect, Stack, Text } from '@mantine/core';
import { profileTexts } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { ask } from '../../server/ask.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { TemplatePanels } from './template-panels.tsx';

const words = texts.templates;

/** The templates of one profile: written on the left, as a machine would get them on the right. */
export function TemplatesPage() {
  const { profile } = useParams({ from: '/profiles/$profile/templates' });
  const mayWrite = useMay('profile:write');
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error } = useQuery({
    queryKey: ['profiles', profile, 'texts'],
    queryFn: ({ signal }) => ask(profileTexts, { profile }, signal),
    // Whoever edits goes on with what they began with; the server tells when it has changed.
    staleTime: Infinity,
    gcTime: 0,
  });
  if (data === undefined) return error === null ? <Waiting /> : <Problem error={error} />;
  const file = chosen ?? data.templates[0]?.file;
  return (
    <>
      <PageHead title={words.title(profile)}>
        {data.templates.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={words.file}
            value={file}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={data.templates.map((template) => template.file)}
          />
        )}
      </PageHead>
      <Stack>
        {data.whyFixed !== null && <Text size="sm">{words.fixed(data.whyFixed)}</Text>}
        {file === undefined ? (
          <Text>{words.none}</Text>
        ) : (
          <TemplatePanels key={file} texts={data} file={file} mayWrite={mayWrite} />
        )}
      </Stack>
    </>
  );
}
