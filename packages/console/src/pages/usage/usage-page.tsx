import { NativeSelect, SimpleGrid, Stack } from '@mantine/core';
import { statsShow } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { CountedLogs } from './counted-logs.tsx';
import { CountPanel } from './count-panel.tsx';
import { countQuery } from './count-query.ts';
import type { Wanted } from './count-query.ts';

const words = texts.usage;
const spans = [7, 30, 90, 365];
type Source = keyof typeof words.sources;
const sources = Object.keys(words.sources) as Source[];

/** What was booted from the menu: counted by the server, and in the logs of static menus. */
export function UsagePage() {
  const [days, setDays] = useState(30);
  const [product, setProduct] = useState('');
  const [source, setSource] = useState<Source>('all');
  const wanted: Wanted = {
    days,
    ...(product === '' ? {} : { product }),
    ...(source === 'all' ? {} : { source }),
  };
  const first = product === '' ? 'product' : 'version';
  // Where nothing was counted, it is said once.
  const { data } = useQuery(countQuery(first, wanted));
  return (
    <>
      <PageHead title={words.title}>
        <ProductSelect days={days} product={product} onChange={setProduct} />
        <NativeSelect
          size="xs"
          aria-label={words.source}
          data={sources.map((value) => ({ value, label: words.sources[value] }))}
          value={source}
          onChange={(event) => setSource(sources.find((each) => each === event.currentTarget.value) ?? 'all')}
        />
        <NativeSelect
          size="xs"
          aria-label={words.span}
          data={spans.map((span) => ({ value: String(span), label: words.days(span) }))}
          value={days}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        />
      </PageHead>
      <Stack align="stretch">
        <CountPanel by={first} wanted={wanted} />
        {data?.rows.length !== 0 && (
          <>
            <SimpleGrid cols={{ base: 1, md: 3 }}>
              <CountPanel by="arch" wanted={wanted} />
              <CountPanel by="firmware" wanted={wanted} />
              <CountPanel by="country" wanted={wanted} />
            </SimpleGrid>
            <CountPanel by="day" wanted={wanted} />
          </>
        )}
        <CountedLogs />
      </Stack>
    </>
  );
}

type ProductProps = {
  readonly days: number;
  readonly product: string;
  readonly onChange: (product: string) => void;
};

function ProductSelect({ days, product, onChange }: ProductProps) {
  const { data } = useQuery({
    queryKey: ['stats', 'product', { days }],
    queryFn: ({ signal }) => ask(statsShow, { by: 'product', days }, signal),
  });
  const names = (data?.rows ?? []).map(({ name }) => name);
  const known = product === '' || names.includes(product) ? names : [...names, product];
  return (
    <NativeSelect
      size="xs"
      aria-label={words.product}
      data={[{ value: '', label: words.allProducts }, ...known.toSorted()]}
      value={product}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
