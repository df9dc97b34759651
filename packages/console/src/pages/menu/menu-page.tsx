import { Alert, Button, List, Stack, Text, TextInput } from '@mantine/core';
import { menuList } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { OwnEntriesPanel } from './own-entries-panel.tsx';
import { SectionPanel } from './section-panel.tsx';

const words = texts.menu;

/** What the menu of this server has, also what it does not show. */
export function MenuPage() {
  const [search, setSearch] = useState('');
  const { data, error } = useQuery({
    queryKey: ['menu'],
    queryFn: ({ signal }) => ask(menuList, {}, signal),
  });
  if (data === undefined) return error === null ? <Waiting /> : <Problem error={error} />;
  const wanted = search.trim().toLowerCase();
  const found = data.products.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(wanted));
  const entry = data.defaultEntry === 'disk' ? words.disk : data.defaultEntry;
  return (
    <>
      <PageHead title={words.title}>
        <TextInput
          size="xs"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Button size="xs" component={Link} to="/menu/preview">
          {words.preview}
        </Button>
      </PageHead>
      <Stack>
        <Mistakes problems={data.problems} />
        <Text size="sm">
          {words.begins(entry, data.timeoutSeconds)} {words.howToChange}
        </Text>
        <Text size="sm" role="status">
          {found.length === 0 ? words.none : words.found(found.length)}
        </Text>
        <OwnEntriesPanel products={data.products} problems={data.problems} />
        {data.sections.map((section) => (
          <SectionPanel
            key={section.id}
            name={section.name}
            products={found.filter((product) => product.section === section.id)}
          />
        ))}
      </Stack>
    </>
  );
}

function Mistakes({ problems }: { readonly problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <Alert color="red" variant="outline" title={words.wrong(problems.length)}>
      <List size="sm">
        {problems.map((problem) => (
          <List.Item key={problem}>{problem}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
